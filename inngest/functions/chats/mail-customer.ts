import { NonRetriableError } from "inngest";
import { run } from "@/lib/core/command";
import { systemCaller } from "@/lib/core/context";
import { replyAwaitsCustomer } from "@/lib/domain/chats/events";
import { type CustomerMail, prepareCustomerMail } from "@/lib/domain/customer-mails/prepare-customer-mail";
import { settleCustomerMail } from "@/lib/domain/customer-mails/settle-customer-mail";
import { MailError, sendMail } from "@/lib/email/client";
import { replyMail } from "@/lib/email/reply-mail";
import { env } from "@/lib/env";
import { inngest } from "../../client";

const job = "chats/mail-customer";

/**
 * Tells a customer by mail of replies that they have not read: once it has been quiet for two minutes, at the
 * latest after a quarter of an hour. Read before, nothing is sent.
 */
export const mailCustomer = () => {
  const { MAIL_DEBOUNCE_SECONDS, MAIL_CEILING_SECONDS } = env();
  return inngest().createFunction(
    {
      id: job,
      triggers: [{ event: replyAwaitsCustomer.name }],
      debounce: {
        key: "event.data.chatId",
        period: `${MAIL_DEBOUNCE_SECONDS}s`,
        timeout: `${MAIL_CEILING_SECONDS}s`,
      },
      concurrency: { limit: 5, key: "event.data.workspaceId" },
      retries: 10,
    },
    async ({ event, step }) => {
      const { workspaceId, chatId, customerId } = event.data as Record<
        "workspaceId" | "chatId" | "customerId",
        string
      >;
      const caller = systemCaller(workspaceId, job);
      // The link's secret must not be kept among the steps' results, so preparing and sending are one step; the
      // mail's row and its id as the provider's key make a repetition harmless.
      return step.run("send-mail", async () => {
        const sent: string[] = [];
        // More than one when an earlier attempt left one behind, or there is too much for one.
        for (;;) {
          const mail = await run(prepareCustomerMail, caller, { chatId, customerId });
          if (!mail) return { sent };
          const settled = await deliver(mail);
          await run(settleCustomerMail, caller, { mailId: mail.id, ...settled });
          if (settled.error !== null) throw new NonRetriableError(settled.error);
          sent.push(mail.id);
        }
      });
    },
  );
};

type Settled = { providerId: string | null; error: string | null };

/** @throws what may pass, so that it is tried again */
async function deliver(mail: CustomerMail): Promise<Settled> {
  try {
    return { providerId: await sendMail(await replyMail(mail)), error: null };
  } catch (error) {
    if (error instanceof MailError && error.retriable) throw error;
    const message = error instanceof Error ? error.message : String(error);
    return { providerId: null, error: message.slice(0, 1_000) };
  }
}
