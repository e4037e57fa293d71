ALTER TABLE "messages" drop column "search";--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "search" "tsvector" GENERATED ALWAYS AS (to_tsvector('russian', translate("messages"."body", 'ёЁ', 'еЕ'))) STORED;--> statement-breakpoint
ALTER TABLE "tasks" drop column "search";--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "search" "tsvector" GENERATED ALWAYS AS (to_tsvector('russian', translate("tasks"."title", 'ёЁ', 'еЕ'))) STORED;--> statement-breakpoint
CREATE INDEX "messages_of_member" ON "messages" USING btree ("workspace_id","author_user_id","id") WHERE "messages"."author_user_id" is not null;--> statement-breakpoint
CREATE INDEX "messages_search" ON "messages" USING gin ("search");--> statement-breakpoint
CREATE INDEX "tasks_search" ON "tasks" USING gin ("search");