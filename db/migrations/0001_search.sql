ALTER TABLE "customers" ADD COLUMN "search" "tsvector" GENERATED ALWAYS AS (to_tsvector('simple', coalesce("customers"."name", '') || ' ' || coalesce("customers"."email", ''))) STORED;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "search" "tsvector" GENERATED ALWAYS AS (to_tsvector('english', "tasks"."title") || to_tsvector('russian', "tasks"."title")) STORED;--> statement-breakpoint
CREATE INDEX "customers_search" ON "customers" USING gin ("search");--> statement-breakpoint
CREATE INDEX "tasks_search" ON "tasks" USING gin ("search");--> statement-breakpoint
CREATE INDEX "tasks_follows" ON "tasks" USING btree ("workspace_id","follows_task_id") WHERE "tasks"."follows_task_id" is not null;