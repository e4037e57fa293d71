/** The launcher's few words: it runs on other people's pages, where our catalogues would be dead weight. */
const texts = {
  en: {
    open: "Open chat",
    close: "Close chat",
    title: "Chat",
    unread: (count: number) => `${count} unread ${count === 1 ? "message" : "messages"}`,
    refused: "The chat can’t be shown here.",
    newTab: "Open it in a new tab",
  },
  ru: {
    open: "Открыть чат",
    close: "Закрыть чат",
    title: "Чат",
    unread: (count: number) => `непрочитанных сообщений: ${count}`,
    refused: "Чат нельзя показать на этой странице.",
    newTab: "Открыть в новой вкладке",
  },
};
export type Texts = (typeof texts)["en"];

/** Texts in the language of the page around (`<html lang>`), else of the browser, else English. */
export function textsFor(pageLanguage: string, browserLanguage: string): { language: string; texts: Texts } {
  const language = (pageLanguage || browserLanguage).toLowerCase().split(/[-_]/, 1)[0] ?? "";
  return language === "ru" ? { language, texts: texts.ru } : { language: "en", texts: texts.en };
}
