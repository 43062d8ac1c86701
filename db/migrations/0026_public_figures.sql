CREATE TABLE "public_figures" (
	"id" smallint PRIMARY KEY NOT NULL,
	"body" jsonb NOT NULL,
	"as_of" timestamp with time zone NOT NULL,
	"counted_at" timestamp with time zone NOT NULL
);
