DROP INDEX "chats_inactive";--> statement-breakpoint
CREATE INDEX "chats_of_team" ON "chats" USING btree ("workspace_id","id") WHERE "chats"."kind" <> 'support';--> statement-breakpoint
CREATE INDEX "chats_inactive" ON "chats" USING brin ("last_message_at");--> statement-breakpoint
ALTER TABLE "chats" SET (fillfactor = 85);