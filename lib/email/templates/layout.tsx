import {
  Body,
  Button,
  Container,
  Head,
  Heading,
  Hr,
  Html,
  Link,
  Preview,
  Section,
  Text,
} from "@react-email/components";
import type { ReactNode } from "react";
import type { Locale } from "@/lib/i18n/locale";

export interface MailLayoutProps {
  locale: Locale;
  /** What inboxes show after the subject. */
  preview: string;
  /** The name above the card: Flowra's, or that of the workspace that writes. */
  brand: string;
  heading?: string;
  /** Small print below the card: why one gets this. */
  footer?: ReactNode;
  children: ReactNode;
}

/** The frame of every mail. Colours stand alone here: mail programs know neither variables nor style sheets. */
export function MailLayout({ locale, preview, brand, heading, footer, children }: MailLayoutProps) {
  return (
    <Html lang={locale}>
      <Head />
      <Preview>{preview}</Preview>
      <Body style={styles.body}>
        <Container style={styles.container}>
          <Text style={styles.brand}>{brand}</Text>
          <Section style={styles.card}>
            {heading ? <Heading style={styles.heading}>{heading}</Heading> : null}
            {children}
          </Section>
          {footer ? (
            <>
              <Hr style={styles.rule} />
              <Text style={styles.footer}>{footer}</Text>
            </>
          ) : null}
        </Container>
      </Body>
    </Html>
  );
}

export function MailText({ children }: { children: ReactNode }) {
  return <Text style={styles.text}>{children}</Text>;
}

type QuoteProps = { author: string; body: string; children?: ReactNode };

/** What somebody wrote, as they wrote it: text only, its line breaks kept. Below it what came with it. */
export function MailQuote({ author, body, children }: QuoteProps) {
  return (
    <Section style={styles.quote}>
      <Text style={styles.author}>{author}</Text>
      {body ? <Text style={styles.said}>{body}</Text> : null}
      {children ? <Text style={styles.said}>{children}</Text> : null}
    </Section>
  );
}

export function MailLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} style={styles.link}>
      {children}
    </Link>
  );
}

/** One thing to do, with its address below it for programs that show no buttons. */
export function MailButton({ href, label, orCopy }: { href: string; label: string; orCopy: string }) {
  return (
    <>
      <Section style={styles.action}>
        <Button href={href} style={styles.button}>
          {label}
        </Button>
      </Section>
      <Text style={styles.hint}>
        {orCopy}
        <br />
        <Link href={href} style={styles.link}>
          {href}
        </Link>
      </Text>
    </>
  );
}

const font = "Inter, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";

const styles = {
  quote: { borderLeft: "3px solid #d4d4dc", margin: "0 0 16px", padding: "0 0 0 14px" },
  author: { color: "#55555f", fontSize: "13px", fontWeight: 600, lineHeight: "20px", margin: 0 },
  said: {
    color: "#1b1b22",
    fontSize: "15px",
    lineHeight: "23px",
    margin: "2px 0 0",
    whiteSpace: "pre-wrap" as const,
  },
  body: { backgroundColor: "#f4f4f6", fontFamily: font, margin: 0, padding: "32px 12px" },
  // A table grows to its longest word, so that an address or a link would push a phone's mail out of its screen.
  container: { maxWidth: "520px", margin: "0 auto", wordBreak: "break-word" as const },
  brand: { color: "#1b1b22", fontSize: "16px", fontWeight: 600, margin: "0 0 16px" },
  card: {
    backgroundColor: "#ffffff",
    border: "1px solid #e4e4ea",
    borderRadius: "12px",
    padding: "24px 28px",
  },
  heading: { color: "#1b1b22", fontSize: "20px", fontWeight: 600, lineHeight: "28px", margin: "0 0 12px" },
  text: { color: "#3a3a46", fontSize: "15px", lineHeight: "23px", margin: "0 0 12px" },
  action: { margin: "20px 0 16px" },
  button: {
    backgroundColor: "#4b4bd6",
    borderRadius: "8px",
    color: "#ffffff",
    fontSize: "15px",
    fontWeight: 500,
    padding: "11px 20px",
    textDecoration: "none",
  },
  hint: {
    color: "#6b6b78",
    fontSize: "13px",
    lineHeight: "20px",
    margin: 0,
    wordBreak: "break-all" as const,
  },
  link: { color: "#4b4bd6" },
  rule: { borderColor: "#e4e4ea", margin: "24px 0 12px" },
  footer: { color: "#6b6b78", fontSize: "12px", lineHeight: "18px", margin: 0 },
};
