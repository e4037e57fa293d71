/** What the demo workspace's people answer often. */
export const demoReplies = [
  {
    shortcut: "late",
    title: "Parcel is late",
    body: "Hi {{customer.first_name}},\n\nI’m sorry that your parcel is late. I have asked the carrier where it is and will write to you here **within one working day**.\n\nIf you no longer need it, just tell me and I’ll cancel the order.\n\n{{agent.first_name}} from {{workspace.name}}",
  },
  {
    shortcut: "return",
    title: "How to return something",
    body: "Hi {{customer.first_name}},\n\nyou can send anything back within 30 days:\n\n1. Put the item into its box, with the delivery note.\n2. Write **#{{ticket.number}}** on the outside.\n3. Hand it in at any parcel shop. Your label has the number {{label number}}.\n\nThe money is back on your account about five days after the parcel reaches us.\n\n{{agent.first_name}}",
  },
  {
    shortcut: "serial",
    title: "Ask for the frame number",
    body: "Hi {{customer.first_name}},\n\nto find the right part I need the frame number of your bike. It is stamped **under the bottom bracket** and looks like `VB-24-00713`. A photo is fine too.\n\n{{agent.first_name}}",
  },
] as const;
