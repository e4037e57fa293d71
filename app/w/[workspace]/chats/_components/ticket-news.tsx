"use client";

import type { TicketSummary } from "@/lib/domain/tasks/views";
import type { Payload } from "@/lib/realtime/contract";
import { useChannel } from "@/lib/realtime/realtime-provider";

export interface TicketNewsProps {
  channel: string;
  onTicket: (ticket: TicketSummary) => void;
  onLeft: (id: string) => void;
}

/** Listens to one channel of tickets for the one that is open; render one for each that the member has. */
export function TicketNews({ channel, onTicket, onLeft }: TicketNewsProps) {
  useChannel(channel, {
    onEvent: (name, data) => {
      if (name === "ticket.changed") onTicket(data as TicketSummary);
      else if (name === "ticket.left") onLeft((data as Payload<"queue", "ticket.left">).id);
    },
  });
  return null;
}
