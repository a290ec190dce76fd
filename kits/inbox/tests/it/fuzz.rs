//! Mails of the corpus with bytes changed, cut out, doubled and put together anew: never a panic, never more than is allowed.

use crate::corpus;
use crate::fixture::{Fixture, parse};
use gatehouse_inbox::mail::Envelope;
use proptest::prelude::*;
use std::sync::OnceLock;

/// The smaller mails of the corpus.
fn mails() -> &'static [Vec<u8>] {
    static MAILS: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
    MAILS.get_or_init(|| {
        let all = corpus::all(&Fixture::new());
        all.into_iter().map(|case| case.raw).filter(|raw| raw.len() < 8_000).collect()
    })
}

#[derive(Clone, Debug)]
enum Change {
    Byte(usize, u8),
    Cut(usize, usize),
    Double(usize, usize),
    Insert(usize, &'static [u8]),
    Splice(usize, usize, usize),
}

fn change() -> impl Strategy<Value = Change> {
    let pieces: Vec<&'static [u8]> = vec![
        b"\r\n\r\n",
        b"--b0\r\n",
        b"--b0--\r\n",
        b"Content-Type: multipart/mixed; boundary=\"b0\"\r\n",
        b"Content-Type: message/rfc822\r\n",
        b"Content-Transfer-Encoding: base64\r\n",
        b"=?utf-8?B?",
        b"=?iso-2022-jp?Q?=1B$B",
        b"?=",
        b"\x78\x9f\x3e\x22",
        b"<div class=\"gmail_quote",
        b"On 1 Jan 2026 x wrote:\n> ",
        b"\xff\xfe\x00",
        b"From: <@:>\r\n",
        b"References: <<<>>>\r\n",
        b"\xee\x80\x80",
    ];
    prop_oneof![
        (any::<usize>(), any::<u8>()).prop_map(|(at, byte)| Change::Byte(at, byte)),
        (any::<usize>(), 0_usize..400).prop_map(|(at, length)| Change::Cut(at, length)),
        (any::<usize>(), 0_usize..400).prop_map(|(at, length)| Change::Double(at, length)),
        (any::<usize>(), prop::sample::select(pieces)).prop_map(|(at, piece)| Change::Insert(at, piece)),
        (any::<usize>(), any::<usize>(), 0_usize..800).prop_map(|(at, of, length)| Change::Splice(at, of, length)),
    ]
}

fn apply(mail: &mut Vec<u8>, change: &Change) {
    let place = |at: usize, mail: &[u8]| at % (mail.len() + 1);
    match change {
        Change::Byte(at, byte) => {
            let at = place(*at, mail);
            if let Some(own) = mail.get_mut(at) {
                *own = *byte;
            }
        }
        Change::Cut(at, length) => {
            let at = place(*at, mail);
            mail.drain(at..(at + length).min(mail.len()));
        }
        Change::Double(at, length) => {
            let at = place(*at, mail);
            let piece = mail[at..(at + length).min(mail.len())].to_vec();
            mail.splice(at..at, piece);
        }
        Change::Insert(at, piece) => {
            let at = place(*at, mail);
            mail.splice(at..at, piece.iter().copied());
        }
        Change::Splice(at, of, length) => {
            let at = place(*at, mail);
            let other = &mails()[of % mails().len()];
            let from = of % (other.len() + 1);
            mail.splice(at..at, other[from..(from + length).min(other.len())].iter().copied());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    /// SUP-13, security.md §6
    #[test]
    fn whatever_comes_is_read_or_refused(
        which in any::<prop::sample::Index>(),
        changes in prop::collection::vec(change(), 1..8),
    ) {
        let mut mail = mails()[which.index(mails().len())].clone();
        for change in &changes {
            apply(&mut mail, change);
        }
        let Ok(found) = parse(&mail, &Envelope::default()) else { return Ok(()) };
        let hidden = |text: &str| text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t'));
        prop_assert!(!hidden(&found.text) && !hidden(&found.quoted) && !hidden(&found.subject));
        prop_assert!(found.subject.chars().count() <= 300 && found.attachments.len() <= 100);
        prop_assert!(found.attachments.iter().all(|one| !one.name.contains(['/', '\\', '\0', '\n'])));
        if let Some(html) = &found.html {
            let low = html.to_lowercase();
            for bad in ["<script", "<img", "<iframe", "<form", "<svg", "<style", "javascript:", " style=", " on", "<input"] {
                // An attribute stands in a tag: of texts anything may be said.
                let in_tag = low.split('<').skip(1).any(|tag| {
                    let tag = format!("<{}", tag.split('>').next().unwrap_or_default());
                    tag.contains(bad) && (bad.starts_with('<') || !tag.starts_with("<a href="))
                });
                prop_assert!(!in_tag, "{bad}: {html}");
            }
        }
    }
}
