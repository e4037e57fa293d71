import type { Priority, TicketStatus } from "@/lib/domain/tasks/views";

/** The people of the demo workspace, by the name that the story calls them. */
export const demoPeople = {
  ana: { name: "Ana Duarte", email: "ana@demo.flowra.local", role: "admin" },
  marcus: { name: "Marcus Reed", email: "marcus@demo.flowra.local", role: "manager" },
  lena: { name: "Lena Hoffmann", email: "lena@demo.flowra.local", role: "agent" },
  ivan: { name: "Ivan Sokolov", email: "ivan@demo.flowra.local", role: "agent" },
  priya: { name: "Priya Nair", email: "priya@demo.flowra.local", role: "user" },
} as const;
export type DemoPerson = keyof typeof demoPeople;

export const demoTeams = { orders: ["marcus", "lena"], technical: ["ivan"] } as const satisfies Record<
  string,
  DemoPerson[]
>;
export type DemoTeam = keyof typeof demoTeams;

/** `c` the customer, a person a reply, `note:` a note of that person. Minutes pass between lines. */
type Line = readonly [who: "c" | DemoPerson | `note:${DemoPerson}`, text: string, minutesLater?: number];

/** What the team's custom field lets choose. */
export const demoProducts = ["Bikes", "E-bikes", "Gear", "App"] as const;
type DemoProduct = (typeof demoProducts)[number];

export type DemoTicket = {
  customer: { name: string | null; email: string | null; attributes?: Record<string, string> };
  /** What the team has noted of the customer. */
  note?: { by: DemoPerson; body: string };
  /** How long ago the first message came, in minutes. */
  ago: number;
  lines: readonly Line[];
  team?: DemoTeam;
  assignee?: DemoPerson;
  status?: TicketStatus;
  priority?: Priority;
  tags?: string[];
  /** What the team fills in beside the ticket. */
  order?: string;
  product?: DemoProduct;
  /** Asleep for so many hours from now. */
  snoozedHours?: number;
};

const hours = (n: number) => n * 60;
const days = (n: number) => n * 24 * 60;

/** A small shop for bicycles and gear: what its support would see in two weeks. */
export const demoTickets: readonly DemoTicket[] = [
  {
    customer: {
      name: "Camille Laurent",
      email: "camille.laurent@example.com",
      attributes: { Company: "Atelier Laurent", Phone: "+33 6 12 34 56 78" },
    },
    tags: ["Billing"],
    order: "48213",
    product: "Gear",
    ago: 6,
    priority: "urgent",
    lines: [
      [
        "c",
        "Hi, I paid for order 48213 twice. The card was charged 189 € two times and I only have one confirmation.",
      ],
      ["c", "Here is what my bank shows:\n\n- 09:12 — 189,00 €\n- 09:13 — 189,00 €", 2],
    ],
  },
  {
    customer: { name: "Дмитрий Волков", email: "d.volkov@example.com" },
    tags: ["Delivery"],
    ago: 18,
    lines: [
      ["c", "Здравствуйте! Посылка стоит в статусе «Передано курьеру» уже три дня. Подскажите, где она?"],
    ],
  },
  {
    customer: { name: null, email: null },
    ago: 27,
    lines: [
      ["c", "does the trail backpack fit a 16 inch laptop?"],
      ["c", "asking because the page says 15 but the photo looks bigger", 1],
    ],
  },
  {
    customer: {
      name: "Oliver Bennett",
      email: "oliver.bennett@example.com",
      attributes: { City: "Leeds", Plan: "Club" },
    },
    note: {
      by: "lena",
      body: "Races for the club on Sundays. Quick to test a beta and to say what is wrong with it.",
    },
    tags: ["App"],
    product: "App",
    ago: 52,
    team: "technical",
    assignee: "ivan",
    priority: "high",
    lines: [
      ["c", "The app logs me out every time I open the route planner. iPhone 15, app 4.8.1."],
      ["ivan", "Thanks for the report, Oliver. Does it also happen on Wi-Fi, or only on mobile data?", 7],
      ["c", "Both. It started after yesterday's update.", 4],
      [
        "note:ivan",
        "Same as the two reports from this morning: the token refresh fails since 4.8.1. Build 4.8.2 is in review.",
        3,
      ],
      ["c", "Is there anything I can do until it is fixed? I have a race on Sunday.", 21],
    ],
  },
  {
    customer: { name: "Sofia Marino", email: "sofia.marino@example.com" },
    tags: ["Exchange"],
    order: "47990",
    product: "Gear",
    ago: hours(2),
    team: "orders",
    assignee: "lena",
    lines: [
      ["c", "I'd like to exchange the gloves from order 47990, size M is too small."],
      ["lena", "Of course, Sofia! Size L is in stock. Shall I send it to the same address?", 9],
      ["c", "Yes please, same address. Do I need to print a label?", 12],
    ],
  },
  {
    customer: { name: "Jakub Nowak", email: "jakub.nowak@example.com" },
    tags: ["Billing"],
    ago: hours(3),
    team: "orders",
    assignee: "lena",
    status: "pending",
    lines: [
      ["c", "My invoice has the wrong company name on it. Can you correct it?"],
      ["lena", "Sure. Which name should it carry, and is the VAT number unchanged?", 14],
    ],
  },
  {
    customer: {
      name: "Hannah Schmidt",
      email: "hannah.schmidt@example.com",
      attributes: { City: "Hamburg", Plan: "Club", Phone: "+49 40 5550 1234" },
    },
    tags: ["Hardware"],
    product: "Gear",
    ago: hours(5),
    team: "technical",
    lines: [
      ["c", "The GPS computer doesn't find my heart-rate strap any more. I tried new batteries and a reset."],
      ["c", "Firmware is 2.14, strap is the HR-20.", 2],
    ],
  },
  {
    customer: { name: "Tomás Herrera", email: "tomas.herrera@example.com" },
    tags: ["Hardware", "Warranty"],
    product: "E-bikes",
    ago: hours(7),
    team: "technical",
    assignee: "ivan",
    status: "on_hold",
    priority: "high",
    lines: [
      ["c", "The motor of my e-bike stops above 20 km/h and shows E-37."],
      [
        "ivan",
        "E-37 points to the speed sensor. Could you send me the serial number under the bottom bracket?",
        16,
      ],
      ["c", "It is `EB-2231-88410`.", 25],
      ["note:ivan", "Asked the manufacturer about this batch: 88400–88460 had loose magnets.", 6],
      [
        "ivan",
        "Thank you! I've asked the manufacturer about your batch and will write as soon as they answer.",
        2,
      ],
    ],
  },
  {
    customer: { name: "Екатерина Смирнова", email: "e.smirnova@example.com" },
    tags: ["Delivery"],
    ago: hours(9),
    team: "orders",
    assignee: "marcus",
    lines: [
      ["c", "Добрый день! Можно ли изменить адрес доставки заказа 48102?"],
      ["marcus", "Здравствуйте, Екатерина! Да, заказ ещё на складе. Напишите, пожалуйста, новый адрес.", 11],
      ["c", "Спасибо! Казань, ул. Баумана, 14, кв. 8.", 6],
    ],
  },
  {
    customer: { name: "Grace Okafor", email: "grace.okafor@example.com" },
    ago: hours(22),
    team: "orders",
    assignee: "lena",
    snoozedHours: 20,
    lines: [
      ["c", "When will the blue frame bag be back in stock?"],
      ["lena", "The delivery is announced for tomorrow. I'll write to you as soon as it is here!", 18],
    ],
  },
  {
    customer: { name: "Noah Fischer", email: "noah.fischer@example.com" },
    tags: ["App"],
    product: "App",
    ago: days(1) + 130,
    team: "technical",
    assignee: "ivan",
    status: "resolved",
    lines: [
      ["c", "How do I export my rides as GPX? I only see FIT."],
      [
        "ivan",
        "It's a bit hidden: open a ride, tap **⋯ → Export**, and hold the *FIT* button. Then GPX and TCX appear.",
        8,
      ],
      ["c", "Found it, thank you!", 5],
    ],
  },
  {
    customer: {
      name: "Mei Tanaka",
      email: "mei.tanaka@example.com",
      attributes: { Company: "Tanaka Rides" },
    },
    tags: ["Exchange", "Warranty"],
    product: "Gear",
    ago: days(2),
    team: "orders",
    assignee: "lena",
    status: "resolved",
    lines: [
      ["c", "The helmet arrived with a scratch on the visor."],
      ["lena", "I'm sorry about that, Mei. I've sent a new visor today, no need to return the old one.", 20],
      ["c", "That was quick. Thanks a lot!", 34],
    ],
  },
  {
    customer: { name: "Lucas Moreau", email: "lucas.moreau@example.com" },
    tags: ["Sales"],
    ago: days(3),
    team: "orders",
    assignee: "marcus",
    status: "resolved",
    priority: "low",
    lines: [
      ["c", "Do you offer a discount for clubs? We are 22 riders."],
      ["marcus", "We do: 12 % from 20 riders. I've mailed you the club form.", 45],
    ],
  },
  {
    customer: { name: "Amina Yusuf", email: "amina.yusuf@example.com" },
    tags: ["Hardware", "Warranty", "Delivery"],
    product: "E-bikes",
    ago: days(9),
    team: "technical",
    assignee: "ivan",
    status: "closed",
    lines: [
      ["c", "The charger's light blinks red and the battery stays at 40 %."],
      [
        "ivan",
        "Please hold the power button for 12 seconds with the charger plugged in; that resets the battery guard.",
        13,
      ],
      ["c", "It charges again!", 55],
    ],
  },
];
