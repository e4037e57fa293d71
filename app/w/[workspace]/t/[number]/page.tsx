import { redirect } from "next/navigation";
import { load } from "@/lib/core/load";
import { findTaskByNumber } from "@/lib/domain/tasks/queries/get-task";

type Props = { params: Promise<{ workspace: string; number: string }> };

/** Where `#142` leads: to the ticket in the inbox, or to the chat of some work. */
export default async function Page({ params }: Props) {
  const { workspace, number } = await params;
  const task = await load(findTaskByNumber, workspace, { number });
  redirect(
    task.type === "ticket" ? `/w/${workspace}/inbox/${task.number}` : `/w/${workspace}/chats/${task.chatId}`,
  );
}
