import type { Metadata } from "next";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ownPath } from "@/lib/auth/own-path";
import { secondFactorCookie } from "@/lib/auth/sign-in-attempt";
import { SecondFactorForm } from "./_components/second-factor-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth"))("titles.secondFactor") };
}

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function SecondFactorPage({ searchParams }: { searchParams: Search }) {
  const { next } = await searchParams;
  if (!(await cookies()).has(secondFactorCookie())) redirect("/sign-in");
  return <SecondFactorForm next={ownPath(typeof next === "string" ? next : null)} />;
}
