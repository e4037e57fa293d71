ALTER TABLE "files" DROP CONSTRAINT "files_one_uploader";--> statement-breakpoint
ALTER TABLE "files" ALTER COLUMN "chat_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "files" ADD COLUMN "upload_token_hash" text;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_before_chat" CHECK (("files"."chat_id" is null) = ("files"."upload_token_hash" is not null));--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_one_uploader" CHECK (num_nonnulls("files"."uploader_user_id", "files"."uploader_customer_id", "files"."upload_token_hash") = 1);