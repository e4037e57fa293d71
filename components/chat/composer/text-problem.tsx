import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { isVisible } from "@/lib/core/visible";
import { storableText } from "@/lib/domain/chats/body-text";
import { maxBody } from "@/lib/domain/chats/limits";
import { unfilledNames } from "@/lib/reply-variables/variables";

const tellFrom = maxBody - 1_000;

type Problem = "empty" | "nothingVisible" | "tooLong" | "uploading" | "unfilled";

/** Why a text can't be sent as it is; the same rules as the server's. */
export function textProblem(
  text: string,
  { files, unfilled }: { files: { ready: unknown[]; pending: boolean } | undefined; unfilled: boolean },
): Problem | null {
  if (text.length > maxBody && storableText(text).length > maxBody) return "tooLong";
  if (unfilled) return "unfilled";
  if (files?.pending) return "uploading";
  if (files && files.ready.length > 0) return null;
  if (text === "") return "empty";
  return isVisible(text) ? null : "nothingVisible";
}

/** What is too long is so at once; what nobody could read, only once somebody wants to send it. */
export const isWrong = (problem: Problem | null, tried: boolean): boolean =>
  problem === "tooLong" || (tried && problem !== null && problem !== "empty");

export interface TextProblemProps {
  id: string;
  text: string;
  problem: Problem | null;
  /** Somebody tried to send it. */
  tried: boolean;
}

/** Says how much room is left, what is wrong once it matters, and what won't arrive as written. */
export function TextProblem({ id, text, problem, tried }: TextProblemProps) {
  const t = useTranslations("composer");
  const left = maxBody - storableText(text).length;
  if (problem && isWrong(problem, tried))
    return (
      <Line id={id} tone="danger">
        {problem === "tooLong"
          ? t("tooLong", { count: -left })
          : problem === "unfilled"
            ? t("unfilled", { names: unfilledNames(text).join(", ") })
            : t(problem === "uploading" ? problem : "nothingVisible")}
      </Line>
    );
  if (text.length >= tellFrom) return <Line id={id}>{t("left", { count: left })}</Line>;
  return <Line id={id}>{problem === null && storableText(text) !== text ? t("leftOut") : null}</Line>;
}

function Line({ id, tone, children }: { id: string; tone?: "danger"; children: ReactNode }) {
  return (
    <p
      id={id}
      aria-live="polite"
      className={tone === "danger" ? "text-danger-text text-xs" : "text-muted text-xs"}
    >
      {children}
    </p>
  );
}
