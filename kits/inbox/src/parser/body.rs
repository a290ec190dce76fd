//! Head and body of a mail.

use super::signs::{id, ids};
use super::{clean, html, parts, quotes, signs};
use crate::mail::{Mail, Mailbox};
use crate::marks;
use mail_parser::{Address, HeaderName, Message, PartType};

/// So many letters of a subject are kept.
const LONGEST_SUBJECT: usize = 300;
/// So many bytes of a text are kept.
const LONGEST_TEXT: usize = 1 << 20;
/// Addresses of one head line.
const MOST_ADDRESSES: usize = 100;
/// Ids of a thread.
const MOST_IDS: usize = 50;
/// Bodies that are put together: more are parts of a bomb.
const MOST_BODIES: usize = 20;

pub fn read(message: &Message<'_>, plain: bool) -> Mail {
    let from = mailboxes(message.from());
    let mut mail = Mail {
        message_id: message.message_id().map(id).filter(|id| !id.is_empty()),
        in_reply_to: ids(message, HeaderName::InReplyTo, MOST_IDS),
        references: ids(message, HeaderName::References, MOST_IDS),
        many_authors: from.len() > 1 || message.header_values(HeaderName::From).count() > 1,
        from: from.into_iter().next(),
        reply_to: mailboxes(message.reply_to()).into_iter().next(),
        to: message.all_to().flat_map(|to| mailboxes(Some(to))).take(MOST_ADDRESSES).collect(),
        cc: message.all_cc().flat_map(|cc| mailboxes(Some(cc))).take(MOST_ADDRESSES).collect(),
        delivered_to: delivered(message),
        subject: clean::line(message.subject().unwrap_or_default(), LONGEST_SUBJECT),
        written_at: message
            .date()
            .filter(|date| date.is_valid())
            .map(|date| date.to_timestamp().saturating_mul(1_000_000)),
        signs: signs::read(message),
        ..Mail::default()
    };
    let (whole, was_cut) = text(message);
    mail.was_cut = was_cut;
    let markup = if plain { None } else { markup(message) };
    mail.body_marks = marks::in_body(&whole, markup.as_deref());
    if let Some(markup) = &markup {
        mail.remote_pictures = html::remote_pictures(markup);
        mail.was_cut |= markup.len() > html::MOST;
        mail.html = Some(html::clean(markup));
    }
    let mut whole = whole;
    if !plain {
        let (attached, more, hidden) = parts::attached(message);
        mail.attachments = attached.into_iter().map(|part| part.listed).collect();
        mail.more_attachments = more;
        if whole.trim().is_empty() {
            whole = clean::text(&hidden, LONGEST_TEXT).0;
        }
    }
    let divided = quotes::divide(&whole);
    (mail.text, mail.quoted, mail.signature) = (divided.text, divided.quoted, divided.signature);
    mail
}

/// The text bodies, one below the other; of HTML where there is no text.
fn text(message: &Message<'_>) -> (String, bool) {
    let mut whole = String::new();
    for part in message.text_body.iter().take(MOST_BODIES).filter_map(|id| message.part(*id)) {
        let text = match &part.body {
            PartType::Text(text) => text.replace(quotes::CUT, ""),
            PartType::Html(markup) => html::text(markup),
            _ => continue,
        };
        if !whole.is_empty() {
            whole.push('\n');
        }
        whole.push_str(&text);
        if whole.len() > LONGEST_TEXT {
            break;
        }
    }
    let cut_mark = whole.find(quotes::CUT);
    // The cleaner takes the mark out, as it would take out a stranger's.
    match cut_mark {
        Some(at) => {
            let (new, was_cut) = clean::text(&whole[..at], LONGEST_TEXT);
            let (old, old_cut) = clean::text(&whole[at..], LONGEST_TEXT);
            (format!("{new}\n{}\n{old}", quotes::CUT), was_cut || old_cut)
        }
        None => clean::text(&whole, LONGEST_TEXT),
    }
}

/// The first HTML body that is one, not a text that the library would make HTML of.
fn markup(message: &Message<'_>) -> Option<String> {
    let bodies = message.html_body.iter().take(MOST_BODIES).filter_map(|id| message.part(*id));
    let all: Vec<&str> = bodies
        .filter_map(|part| match &part.body {
            PartType::Html(markup) => Some(&**markup),
            _ => None,
        })
        .collect();
    (!all.is_empty()).then(|| all.join("\n"))
}

fn mailboxes(address: Option<&Address<'_>>) -> Vec<Mailbox> {
    let all = address.into_iter().flat_map(Address::iter);
    all.filter_map(|one| {
        let address = clean::line(one.address()?, 320).to_lowercase();
        let name = clean::line(one.name().unwrap_or_default(), 200);
        address.contains('@').then_some(Mailbox { name, address })
    })
    .take(MOST_ADDRESSES)
    .collect()
}

/// What servers on the way say of the address that it was delivered to.
fn delivered(message: &Message<'_>) -> Vec<String> {
    let mut all = Vec::new();
    for header in message.headers() {
        let name = header.name.as_str().to_ascii_lowercase();
        if !matches!(name.as_str(), "delivered-to" | "x-original-to" | "envelope-to" | "x-delivered-to") {
            continue;
        }
        let (start, end) = (header.offset_start() as usize, header.offset_end() as usize);
        let raw = message.raw_message().get(start..end).unwrap_or_default();
        let address = clean::line(&String::from_utf8_lossy(raw), 320).trim_matches(['<', '>', ' ']).to_lowercase();
        if address.contains('@') && all.len() < MOST_ADDRESSES {
            all.push(address);
        }
    }
    all
}
