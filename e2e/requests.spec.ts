import AxeBuilder from "@axe-core/playwright";
import { v7 as newId } from "uuid";
import { deskOf } from "./fixtures/desk";
import { test } from "./fixtures/tenant";
import { expect } from "./fixtures/test";
import { customerPage, expectLive } from "./screens/customer-page";

test("a member without tickets of theirs to handle asks for support and is answered live", async ({
  page,
  context,
  tenant,
}) => {
  const asker = await tenant.member("user", "Uma Berg");
  const desk = deskOf(await tenant.member("agent", "Ana Horvat"), tenant);
  const chat = customerPage(page);
  await asker.signIn(context);
  await page.goto(`/w/${tenant.slug}`);
  await page.getByRole("link", { name: "My requests" }).click();
  await expect(page.getByRole("heading", { name: "My requests" })).toBeVisible();
  await page.getByRole("link", { name: "New request" }).click();
  await chat.write("My laptop is slow");
  await chat.expectDelivery("Sent");
  await expectLive(page);
  await expect(page.getByRole("listitem").filter({ hasText: "My laptop is slow" })).toBeVisible();

  const { chatId } = await desk.ticket();
  await desk.note(chatId, "Third one this week");
  await desk.reply(chatId, "We bring a new one");
  await expect(chat.message("We bring a new one")).toBeVisible();
  await expect(chat.log.getByText("Third one this week")).toHaveCount(0);
  await chat.write("Thank you");
  await expect.poll(() => desk.bodies(chatId)).toContain("Thank you");
  await page.reload();
  await expect(chat.message("Thank you")).toBeVisible();
  for (const size of [
    { width: 390, height: 844 },
    { width: 1440, height: 900 },
  ]) {
    await page.setViewportSize(size);
    expect((await new AxeBuilder({ page }).setLegacyMode().analyze()).violations.map(({ id }) => id)).toEqual(
      [],
    );
  }
});

test("somebody else's request, another tenant's and an unknown one look alike", async ({
  page,
  context,
  newTenant,
}) => {
  const [tenant, other] = [await newTenant(), await newTenant("Other")];
  const uma = await tenant.member("user", "Uma");
  const ids = await Promise.all([
    startedBy(await tenant.member("user", "Ben"), tenant.slug),
    startedBy(await other.member("user", "Cleo"), other.slug),
  ]);
  await uma.signIn(context);
  for (const id of [...ids, "01a00000-0000-7000-8000-000000000000"]) {
    await page.goto(`/w/${tenant.slug}/requests?open=${id}`);
    await expect(page.getByText("This conversation is no longer there.")).toBeVisible();
    await expect(page.getByRole("textbox")).toHaveCount(0);
  }
});

async function startedBy(
  member: { post<T>(path: string, body: unknown): Promise<T> },
  slug: string,
): Promise<string> {
  const first = { chatId: newId(), message: { id: newId(), body: "Private" } };
  return (await member.post<{ chatId: string }>(`/api/w/${slug}/requests`, first)).chatId;
}
