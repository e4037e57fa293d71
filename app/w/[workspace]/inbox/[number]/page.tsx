import type { Metadata } from "next";
import { InboxPage } from "../_components/inbox-page";

type Props = {
  params: Promise<{ workspace: string; number: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** The ticket's name follows once the page has it: to look it up for the title alone would cost a query. */
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `#${(await params).number}` };
}

export default async function Page({ params, searchParams }: Props) {
  const [{ workspace, number }, given] = await Promise.all([params, searchParams]);
  return <InboxPage slug={workspace} number={number} searchParams={given} />;
}
