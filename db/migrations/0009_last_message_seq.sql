ALTER TABLE "chats" DROP CONSTRAINT "chats_counters";--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "message_seq" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "chats" ADD CONSTRAINT "chats_counters" CHECK ("chats"."public_seq" <= "chats"."seq" and "chats"."message_seq" <= "chats"."seq" and "chats"."public_rev" <= "chats"."rev");--> statement-breakpoint
UPDATE "chats" c SET "message_seq" = m."last" FROM (
	SELECT "workspace_id", "chat_id", max("seq") AS "last" FROM "messages"
	WHERE "kind" <> 'event' AND "deleted_at" IS NULL GROUP BY "workspace_id", "chat_id"
) m WHERE m."workspace_id" = c."workspace_id" AND m."chat_id" = c."id";
