"use client";

import type { NameOffer, NameOffers } from "@/lib/domain/chats/views";
import { rankByName } from "@/lib/domain/people/rank-names";
import { useMemberChannels } from "@/lib/realtime/member-realtime";
import { type Asked, answered, useAnswer } from "./answers";

export type NamesWanted = {
  typed: string;
  /** Who can be named, or who can be given the chat's task, or what the message makes. */
  who: "named" | "holders" | "holders of what is made";
};

export type FoundNames = Pick<Asked<NameOffers>, "failed" | "retry"> & {
  /** Null while nothing is known. */
  offers: NameOffer[] | null;
  /** Not all letters were asked for yet. */
  asking: boolean;
};

/** Names of a chat by what is typed of them. A complete answer to fewer letters answers more of them, too. */
export function useNames(chatId: string, wanted: NamesWanted | null): FoundNames {
  const { slug } = useMemberChannels();
  const typed = wanted?.typed.trim().toLowerCase() ?? "";
  const known = wanted ? nearest(pathsOf(slug, chatId, wanted.who), typed) : null;
  const path = wanted && !known?.isWhole ? pathsOf(slug, chatId, wanted.who)(typed) : null;
  const { answer, failed, retry } = useAnswer<NameOffers>(path, { soon: typed === "" });
  const offers = answer?.offers ?? known?.offers ?? null;
  return {
    offers: offers && fitting(offers, typed),
    asking: path !== null && answer === null,
    failed,
    retry,
  };
}

/** Looks names up among what was asked before; null where that says nothing. */
export function useKnownNames(chatId: string): (wanted: NamesWanted) => NameOffer[] | null {
  const { slug } = useMemberChannels();
  return ({ typed: given, who }) => {
    const typed = given.trim().toLowerCase();
    const known = nearest(pathsOf(slug, chatId, who), typed);
    return known?.isWhole ? fitting(known.offers, typed) : null;
  };
}

const fitting = (offers: readonly NameOffer[], typed: string) =>
  rankByName(offers, typed, ({ name }) => [name]);

function pathsOf(slug: string, chatId: string, who: NamesWanted["who"]) {
  return (q: string) => {
    const query = new URLSearchParams({ q });
    if (who !== "named") query.set("made", String(who !== "holders"));
    return `/api/w/${slug}/chats/${chatId}/names?${query}`;
  };
}

/** The answer to most of the letters typed, and whether it has all that fit. */
function nearest(pathOf: (q: string) => string, typed: string) {
  for (let length = typed.length; length >= 0; length--) {
    const answer = answered<NameOffers>(pathOf(typed.slice(0, length)));
    if (answer) return { offers: answer.offers, isWhole: length === typed.length || !answer.more };
  }
  return null;
}
