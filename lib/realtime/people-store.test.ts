import { expect, it } from "vitest";
import type { Present } from "@/lib/domain/presence/queries/list-present";
import { createPeopleStore } from "./people-store";

/** A store whose questions are answered when the test says so. */
function start() {
  const asked: { answer: (present: Present) => void; fail: () => void }[] = [];
  const store = createPeopleStore(
    () =>
      new Promise<Present>((resolve, reject) =>
        asked.push({ answer: resolve, fail: () => reject(new Error("away")) }),
      ),
  );
  return { store, asked, people: () => Object.fromEntries(store.getSnapshot()) };
}

const came = (...online: string[]) => ({ online, away: [], offline: [] });
const went = (...offline: string[]) => ({ online: [], away: [], offline });

it("keeps what is told while everybody is asked for", async () => {
  const { store, asked, people } = start();
  const refreshed = store.refresh();
  store.tell(came("bo"));
  store.tell(went("cy"));
  asked[0]!.answer({ online: ["cy"], away: ["di"] });
  await refreshed;
  expect(people()).toEqual({ bo: "online", di: "away" });
});

it("keeps it also when everybody is asked for twice at once, whichever answer comes first", async () => {
  for (const order of [
    [0, 1],
    [1, 0],
  ] as const) {
    const { store, asked, people } = start();
    const refreshes = [store.refresh(), store.refresh()];
    store.tell(came("bo"));
    asked[order[0]]!.answer({ online: [], away: [] });
    await refreshes[order[0]];
    store.tell(went("cy"));
    asked[order[1]]!.answer({ online: ["cy"], away: [] });
    await refreshes[order[1]];
    expect(people()).toEqual({ bo: "online" });
  }
});

it("knows what it knew where there is no answer", async () => {
  const { store, asked, people } = start();
  store.tell(came("bo"));
  const refreshed = store.refresh();
  asked[0]!.fail();
  await refreshed;
  expect(people()).toEqual({ bo: "online" });
});
