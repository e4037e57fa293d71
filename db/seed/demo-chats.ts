import type { DemoPerson } from "./demo-story";

/** A word between colleagues; minutes pass between lines. `@name` in it names that person. */
type Line = readonly [who: DemoPerson, text: string, minutesLater?: number];

export type DemoChat = {
  /** Two people without a title: a direct chat. */
  people: readonly [owner: DemoPerson, ...others: DemoPerson[]];
  title?: string;
  /** How long ago the first line was written, in minutes. */
  ago: number;
  lines: readonly Line[];
  /** Who has not read the last lines yet, and how many. */
  unread?: Partial<Record<DemoPerson, number>>;
  pinnedBy?: readonly DemoPerson[];
  mutedBy?: readonly DemoPerson[];
};

const hours = (n: number) => n * 60;
const days = (n: number) => n * 24 * 60;

/** What the people of the shop write to each other beside their tickets. */
export const demoChats: readonly DemoChat[] = [
  {
    people: ["marcus", "lena", "ivan", "ana"],
    title: "Support huddle",
    ago: hours(5),
    pinnedBy: ["marcus", "lena"],
    unread: { ana: 3, lena: 1 },
    lines: [
      ["marcus", "Morning all. Three people out of the app since 4.8.1, so expect more of those today."],
      [
        "ivan",
        "Build 4.8.2 is in review. Until then, this works for most of them:\n\n1. Close the app\n2. Settings → Accounts → sign out of Velora\n3. Sign in again **with Wi-Fi on**",
        6,
      ],
      ["lena", "Great, I made that the answer for the two in my queue. Both are in again 👍", 31],
      ["marcus", "Can we have it as a canned reply?", 4],
      ["ivan", "Will do before lunch.", 2],
      [
        "ana",
        "Returns of the Trail 3 gloves are free of charge until Sunday, the size chart was wrong.",
        hours(2),
      ],
      ["marcus", "Good to know. @Lena Hoffmann you have two of those, right?", 11],
      ["lena", "Yes, Sofia and one from yesterday. I'll tell them.", 5],
      ["ivan", "4.8.2 is through the review 🎉 It reaches phones over the next hours.", 38],
    ],
  },
  {
    people: ["lena", "priya", "marcus"],
    title: "Warehouse & orders",
    ago: days(2),
    unread: { marcus: 1 },
    mutedBy: ["marcus"],
    lines: [
      ["lena", "Hi Priya, how many of the 56 cm frames in forest green do we have left?"],
      ["priya", "Seven on the shelf, two of them reserved.", 16],
      ["lena", "Thanks! Then I can promise one to Tomás.", 3],
      ["priya", "I put a note on it. The next delivery is due on the 14th.", 8],
      [
        "priya",
        "Heads-up: the courier comes at 14:00 instead of 16:00 today, please have labels printed by 13:30.",
        days(1),
      ],
      ["lena", "All printed.", hours(1)],
      ["priya", "Picked up. 41 parcels 📦", 52],
    ],
  },
  {
    people: ["marcus", "lena"],
    ago: hours(26),
    unread: { lena: 1 },
    lines: [
      ["lena", "Could we swap Friday? My daughter has her school play at three."],
      ["marcus", "Of course. I take your afternoon, you take my Monday morning?", 12],
      ["lena", "Perfect, thank you!", 4],
      ["marcus", "Enjoy the play. I moved it in the calendar.", hours(21)],
    ],
  },
  {
    people: ["ivan", "priya"],
    ago: hours(3),
    unread: { ivan: 1 },
    lines: [
      ["ivan", "Do you have an HR-20 strap there that you could test for me? Firmware 2.14."],
      ["priya", "I have the display model. What should I do?", 9],
      ["ivan", "Pair it with any GPS computer, wait ten minutes, see if it drops.", 2],
      ["priya", "Dropped after 6 minutes, twice. So it's not the customer's batteries.", 24],
    ],
  },
  {
    people: ["ana", "ivan", "priya"],
    ago: days(5),
    lines: [
      ["ana", "You two know the new rack best: could we photograph it on Thursday?"],
      ["priya", "Thursday works, the light is best before ten.", 35],
      ["ivan", "I'll bring the touring bike.", 6],
      ["ana", "Wonderful. Coffee is on me ☕", 3],
    ],
  },
];
