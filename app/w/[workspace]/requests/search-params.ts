/** Which request stands open: a conversation's id, `new` for one that begins, null for none. */
export function openRequest(params: Record<string, string | string[] | undefined>): string | null {
  const { open } = params;
  return typeof open === "string" && /^(new|[0-9a-f-]{36})$/.test(open) ? open : null;
}

export const requestHref = (workspace: string, open: string | null) =>
  `/w/${workspace}/requests${open ? `?open=${open}` : ""}`;
