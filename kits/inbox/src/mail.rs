//! A mail as the worker read it: data from outside, bounded, with nothing in it that is a script, a control character or a path.

use serde::{Deserialize, Serialize};
use std::net::IpAddr;

/// Somebody's address, as it stands in a head.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mailbox {
    /// The name beside it; empty: none.
    pub name: String,
    /// The address in lower case. It is nobody's word but the sender's.
    pub address: String,
}

impl Mailbox {
    /// What stands behind the `@`.
    pub fn domain(&self) -> &str {
        self.address.rsplit_once('@').map_or("", |(_, domain)| domain)
    }
}

/// A mail.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    /// Its own id, without brackets.
    pub message_id: Option<String>,
    /// What it answers, without brackets.
    pub in_reply_to: Vec<String>,
    /// The thread, oldest first, without brackets.
    pub references: Vec<String>,
    /// Whose it says it is; `None` where it names nobody.
    pub from: Option<Mailbox>,
    /// More than one author: whose word holds for none of them.
    pub many_authors: bool,
    /// Where answers are to go, if elsewhere.
    pub reply_to: Option<Mailbox>,
    /// To whom it is addressed.
    pub to: Vec<Mailbox>,
    /// Who gets a copy.
    pub cc: Vec<Mailbox>,
    /// Where servers on the way delivered it to (`Delivered-To`, `X-Original-To`, `Envelope-To`).
    pub delivered_to: Vec<String>,
    /// The subject, without control characters.
    pub subject: String,
    /// When it says it was written, in microseconds since 1970.
    pub written_at: Option<i64>,
    /// What its author wrote, without what is quoted and signed.
    pub text: String,
    /// What is quoted below it: folded, not thrown away.
    pub quoted: String,
    /// The signature.
    pub signature: String,
    /// The HTML body of a closed set of elements; `None` where there was none. Not only what is new.
    pub html: Option<String>,
    /// Pictures of other servers that the HTML wanted: they are not there.
    pub remote_pictures: u32,
    /// What is attached, in the order of the mail; what `winmail.dat` hid too.
    pub attachments: Vec<Attachment>,
    /// So many more were not listed.
    pub more_attachments: u32,
    /// The body was longer than is kept.
    pub was_cut: bool,
    /// Marks of ours in the body (see [`crate::marks`]), not judged yet.
    pub body_marks: Vec<String>,
    /// What tells a machine's mail from a person's.
    pub signs: Signs,
    /// Whether its sender is who it says.
    pub proof: Proof,
}

/// Something attached.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Its name, cleaned: no path, no control or bidirectional characters.
    pub name: String,
    /// What it says it is: `image/png`. Nobody's word but the sender's.
    pub media: String,
    /// Its bytes, decoded.
    pub size: u64,
    /// Whether it stands in the text (a picture of the signature).
    pub inline: bool,
}

/// What tells a machine's mail from a person's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signs {
    /// Instances of this program that have sent it ([`crate::marks::INSTANCE_HEADER`]).
    pub instances: Vec<String>,
    /// `Auto-Submitted`, its first word.
    pub auto_submitted: Option<String>,
    /// `Precedence`.
    pub precedence: Option<String>,
    /// `X-Auto-Response-Suppress`.
    pub suppress: Option<String>,
    /// `X-Autoreply`, `X-Autorespond`, `X-Autoresponder` and their like.
    pub auto_reply: bool,
    /// `List-Id`, or how to leave a list.
    pub list: bool,
    /// `Return-Path: <>`.
    pub null_return_path: bool,
    /// From `mailer-daemon` or `postmaster`.
    pub daemon: bool,
    /// A `multipart/report`.
    pub report: Option<Report>,
    /// `Received` lines.
    pub hops: u32,
}

/// A report about another mail (RFC 3464, RFC 8098).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// `delivery-status`, `disposition-notification` …
    pub kind: String,
    /// What became of it, for each recipient.
    pub fates: Vec<Fate>,
    /// The id of the mail that it is about, without brackets.
    pub about: Option<String>,
}

/// What became of a mail for one recipient.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fate {
    /// The recipient.
    pub address: String,
    /// `failed`, `delayed`, `delivered` …
    pub action: String,
    /// `5.1.1`.
    pub status: String,
    /// What the other server said.
    pub said: String,
}

impl Fate {
    /// It will never be delivered.
    pub fn is_final(&self) -> bool {
        self.action == "failed" && self.status.starts_with('5')
    }
}

/// What SPF, DKIM and DMARC say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// SPF of the envelope's sender.
    pub spf: Verdict,
    /// The domain that was asked.
    pub spf_domain: String,
    /// The signatures.
    pub dkim: Vec<Signed>,
    /// DMARC of the domain in `From`.
    pub dmarc: Verdict,
    /// What that domain wants done with what fails: `none`, `quarantine`, `reject`; empty: it says nothing.
    pub policy: String,
    /// Whether a domain that passed is that of `From`, or of one organization with it.
    pub is_aligned: bool,
}

impl Proof {
    /// Whether what `From` says is proven.
    pub fn is_proven(&self) -> bool {
        self.dmarc == Verdict::Pass || self.is_aligned
    }

    /// Whether it is disproved: the domain says how its mails are to be recognized, and this one is not.
    pub fn is_disproved(&self) -> bool {
        self.dmarc == Verdict::Fail && matches!(self.policy.as_str(), "quarantine" | "reject")
    }
}

/// One signature.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    /// Whose.
    pub domain: String,
    /// Under which name the key is.
    pub selector: String,
    /// Whether it is right.
    pub verdict: Verdict,
}

/// What a check says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Nothing: there is nothing to check, or nothing to check it by.
    #[default]
    None,
    /// It is right.
    Pass,
    /// It is wrong.
    Fail,
    /// It is probably wrong, or its owner does not want to say.
    Soft,
    /// Nobody could be asked now.
    Later,
    /// What its owner published cannot be read.
    Broken,
}

/// How a mail came in: what was said before its first byte.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Envelope {
    /// To whom a bounce would go; `None`: the null path, or nobody knows.
    pub from: Option<String>,
    /// Whether the null path was said.
    pub null_path: bool,
    /// To whom it was delivered here.
    pub to: Vec<String>,
    /// The machine that brought it into the operator's mail system, where that is known.
    pub ip: Option<IpAddr>,
    /// How that machine called itself.
    pub helo: String,
}
