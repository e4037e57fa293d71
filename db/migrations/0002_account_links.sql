ALTER TABLE "account_tokens" DROP CONSTRAINT "account_tokens_purpose";--> statement-breakpoint
ALTER TABLE "account_tokens" ADD COLUMN "user_id" uuid;--> statement-breakpoint
ALTER TABLE "user_identities" ADD COLUMN "label" text;--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "sso" text;--> statement-breakpoint
ALTER TABLE "account_tokens" ADD CONSTRAINT "account_tokens_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_tokens_user" ON "account_tokens" USING btree ("user_id");--> statement-breakpoint
ALTER TABLE "account_tokens" ADD CONSTRAINT "account_tokens_subject" CHECK (("account_tokens"."user_id" is null) = ("account_tokens"."purpose" in ('sign_up', 'setup')) and ("account_tokens"."email" is null) = ("account_tokens"."purpose" = 'setup'));--> statement-breakpoint
ALTER TABLE "account_tokens" ADD CONSTRAINT "account_tokens_purpose" CHECK ("account_tokens"."purpose" in ('sign_in', 'sign_up', 'change_email', 'reset_password', 'setup', 'demo'));--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_sso" CHECK ("memberships"."sso" in ('active', 'lapsed'));