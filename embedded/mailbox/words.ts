export type Language = "en" | "ru";

const words = {
  en: {
    title: "Mailbox",
    explain: "Mails that Flowra would have sent. Nothing here has left this machine.",
    search: "Recipient",
    find: "Find",
    all: "Show all",
    older: "Older mails",
    back: "All mails",
    empty: "No mail yet. What Flowra sends appears here at once.",
    nothing: (to: string) => `No mail to “${to}”.`,
    from: "From",
    to: "To",
    cc: "Copy",
    bcc: "Blind copy",
    replyTo: "Reply to",
    sent: "Sent",
    headers: "Headers",
    html: "As it looks",
    text: "Plain text",
    noText: "This mail has no plain text.",
    attachments: "Attachments",
    noSubject: "(no subject)",
    locked: "This mailbox is locked",
    lockedExplain: "Open it once by the address with the token that the start of Flowra has printed.",
    missing: "There is no such mail",
    missingExplain: "It may have made room for newer ones.",
  },
  ru: {
    title: "Почтовый ящик",
    explain: "Письма, которые отправила бы Flowra. Ни одно из них не покинуло этот компьютер.",
    search: "Получатель",
    find: "Найти",
    all: "Показать все",
    older: "Более ранние письма",
    back: "Все письма",
    empty: "Писем пока нет. Всё, что отправит Flowra, сразу появится здесь.",
    nothing: (to: string) => `Нет писем для «${to}».`,
    from: "От",
    to: "Кому",
    cc: "Копия",
    bcc: "Скрытая копия",
    replyTo: "Ответ на адрес",
    sent: "Отправлено",
    headers: "Заголовки",
    html: "Как выглядит",
    text: "Простой текст",
    noText: "В этом письме нет простого текста.",
    attachments: "Вложения",
    noSubject: "(без темы)",
    locked: "Почтовый ящик закрыт",
    lockedExplain: "Откройте его один раз по адресу с ключом, который показан при запуске Flowra.",
    missing: "Такого письма нет",
    missingExplain: "Возможно, оно уступило место более новым.",
  },
} as const;

export type Words = (typeof words)[Language];

/** The words in the reader's language, by the browser's Accept-Language. */
export function wordsFor(acceptLanguage: string | undefined): { language: Language; words: Words } {
  const preferred = (acceptLanguage ?? "")
    .split(",")
    .map((entry) => entry.trim().slice(0, 2).toLowerCase())
    .find((code): code is Language => code === "en" || code === "ru");
  const language = preferred ?? "en";
  return { language, words: words[language] };
}
