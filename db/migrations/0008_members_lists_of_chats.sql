CREATE UNLOGGED TABLE "presence_told" (
	"workspace_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"state" text NOT NULL,
	CONSTRAINT "presence_told_workspace_id_user_id_pk" PRIMARY KEY("workspace_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "chat_settings" ADD COLUMN "archived_seq" integer;--> statement-breakpoint
ALTER TABLE "presence_told" ADD CONSTRAINT "presence_told_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "notifications_unread" ON "notifications" USING btree ("workspace_id","user_id","chat_id") WHERE "notifications"."read_at" is null;--> statement-breakpoint
ALTER TABLE "chat_settings" DROP COLUMN "archived_at";