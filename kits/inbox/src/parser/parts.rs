//! What is attached to a mail, in one order for the list and for the contents.

use super::clean;
use super::tnef;
use crate::mail::Attachment;
use gatehouse_files::FileName;
use mail_parser::{Message, MessagePart, MimeHeaders as _, PartType};
use std::borrow::Cow;

/// Attachments that are listed.
pub const MOST: usize = 100;

/// One of them with its content.
pub struct Part<'x> {
    pub listed: Attachment,
    pub content: Cow<'x, [u8]>,
}

/// All of them, how many more there are, and a text that `winmail.dat` held.
pub fn attached<'x>(message: &'x Message<'x>) -> (Vec<Part<'x>>, u32, String) {
    let (mut all, mut more, mut text) = (Vec::new(), 0_u32, String::new());
    for id in &message.attachments {
        let Some(part) = message.part(*id) else { continue };
        if all.len() >= MOST {
            more = more.saturating_add(1);
            continue;
        }
        if let Some(hidden) = winmail(part) {
            if text.is_empty() {
                text = hidden.body;
            }
            for one in hidden.attachments {
                if all.len() >= MOST {
                    more = more.saturating_add(1);
                    continue;
                }
                let media = if one.media.is_empty() { "application/octet-stream" } else { &one.media };
                let listed = listed(&one.name, media, one.content.len(), false);
                all.push(Part { listed, content: Cow::Owned(one.content) });
            }
            continue;
        }
        if is_of_the_report(part) {
            continue;
        }
        let content = content(message, part);
        let inline = matches!(part.body, PartType::InlineBinary(_))
            || part.content_disposition().is_some_and(mail_parser::ContentType::is_inline);
        let listed = listed(&name(part), &media(part), content.len(), inline);
        all.push(Part { listed, content });
    }
    (all, more, text)
}

fn listed(name: &str, media: &str, size: usize, inline: bool) -> Attachment {
    let name = FileName::clean(name).as_str().to_owned();
    Attachment {
        name,
        media: clean::line(media, 100).to_lowercase(),
        size: u64::try_from(size).unwrap_or(u64::MAX),
        inline,
    }
}

/// The machine's part of a report is read elsewhere.
fn is_of_the_report(part: &MessagePart<'_>) -> bool {
    part.is_content_type("message", "delivery-status") || part.is_content_type("message", "disposition-notification")
}

fn winmail(part: &MessagePart<'_>) -> Option<tnef::Tnef> {
    let is_named = part.attachment_name().is_some_and(|name| name.eq_ignore_ascii_case("winmail.dat"));
    let is_typed = part.is_content_type("application", "ms-tnef") || part.is_content_type("application", "vnd.ms-tnef");
    if !(is_named || is_typed) {
        return None;
    }
    tnef::read(part.contents())
}

/// The library keeps the bytes of the whole with a mail that lies in it as it is, and its own with one that was encoded.
fn content<'x>(whole: &'x Message<'x>, part: &'x MessagePart<'x>) -> Cow<'x, [u8]> {
    let PartType::Message(inner) = &part.body else { return Cow::Borrowed(part.contents()) };
    let (own, all) = (inner.raw_message(), whole.raw_message());
    if !std::ptr::eq(own.as_ptr(), all.as_ptr()) {
        return Cow::Borrowed(own);
    }
    let place = part.raw_body_offset() as usize..part.raw_end_offset() as usize;
    Cow::Borrowed(all.get(place).unwrap_or_default())
}

fn media(part: &MessagePart<'_>) -> String {
    match part.content_type() {
        Some(kind) => format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or("octet-stream")),
        None => "application/octet-stream".to_owned(),
    }
}

fn name(part: &MessagePart<'_>) -> String {
    if let Some(name) = part.attachment_name() {
        return name.to_owned();
    }
    match &part.body {
        PartType::Message(message) => format!("{}.eml", message.subject().unwrap_or("mail")),
        PartType::Html(_) => "part.html".to_owned(),
        PartType::Text(_) => "part.txt".to_owned(),
        _ => "part".to_owned(),
    }
}
