import { Server } from "node:net";

// Loaded before a program that knows only ports: when it asks for this one, it gets the socket that its parent holds.
const given = Number(new URL(import.meta.url).searchParams.get("port"));
/** The first descriptor behind stdin, stdout and stderr. */
const fd = 3;

const { listen } = Server.prototype;
Server.prototype.listen = function (...wanted) {
  const isMeant = Number(wanted[0]?.port ?? wanted[0]) === given;
  const told = typeof wanted.at(-1) === "function" ? [wanted.at(-1)] : [];
  return isMeant ? listen.call(this, { fd }, ...told) : listen.apply(this, wanted);
};
