import { type Fault, seconds } from "../fault";
import { mailboxOf } from "../mails";
import { whileMailsAreDue } from "../while-mails-are-due";

export const jobsKilled: Fault = {
  name: "jobs-killed",
  what: "the jobs process is killed again and again while mails are due and under way",
  run(stage) {
    return whileMailsAreDue(stage, this.name, async () => {
      // Mails are due two seconds after the reply.
      await seconds(1.5 + Math.random());
      stage.signal("jobs", "SIGKILL");
      await stage.ready();
    });
  },
};

export const jobsDown: Fault = {
  name: "jobs-down",
  what: "the jobs process is down while mails fall due, for 15 s (5 minutes with --full)",
  run(stage) {
    let comeBack: (() => void) | null = null;
    let turns = 0;
    return whileMailsAreDue(stage, this.name, async () => {
      turns++;
      if (turns === 2) comeBack = stage.keepDown("jobs");
      await seconds(turns === 3 ? (stage.full ? 300 : 15) : 1);
      if (turns === 4) {
        comeBack?.();
        await stage.ready();
      }
    });
  },
};

export const providerFails: Fault = {
  name: "provider-fails",
  what: "the email provider answers 429, then 500, for 5 s each (10 minutes with --full)",
  run(stage) {
    const mailbox = mailboxOf(stage);
    let turns = 0;
    return whileMailsAreDue(stage, this.name, async () => {
      turns++;
      if (turns === 1) await mailbox.fail({ status: 429, retryAfter: 1 });
      if (turns === 3) await mailbox.fail({ status: 500 });
      await seconds(stage.full ? 150 : 2.5);
      if (turns === 4) await mailbox.heal();
    });
  },
};
