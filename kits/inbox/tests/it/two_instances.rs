//! Two portals that answer each other by themselves.

use crate::fixture::{GENERAL, parse};
use crate::letter::Letter;
use gatehouse_core::SystemRandom;
use gatehouse_inbox::Class;
use gatehouse_inbox::loops::class;
use gatehouse_inbox::mail::Envelope;
use gatehouse_inbox::marks;
use gatehouse_seal::Keys;

/// What an instance says by itself to a mail, where the rules let it.
fn answers(keys: &Keys, from: &str, to: &str, raw: &[u8], is_honest: bool) -> Option<Letter> {
    let mail = parse(raw, &Envelope::default()).unwrap();
    let own = marks::is_own_instance(keys, &mail.signs.instances);
    let Class::Person { may_acknowledge: true } = class(&mail, &Envelope::default(), own, false) else { return None };
    let letter = Letter::new("We have your request").text("Thanks.").with("From", from).with("To", to);
    let letter = letter.with(marks::INSTANCE_HEADER, &marks::instance(keys));
    Some(if is_honest {
        letter.with("Auto-Submitted", "auto-replied").with("X-Auto-Response-Suppress", "All")
    } else {
        letter
    })
}

/// SUP-13: two instances that answer each other stop within three mails
#[test]
fn two_instances_that_answer_each_other_stop_within_three_mails() {
    let keys = [Keys::ephemeral(&SystemRandom), Keys::ephemeral(&SystemRandom)];
    let names = [GENERAL, "help@other.example"];
    let mut mail = Letter::new("A question").text("How?").with("From", names[1]).build();
    let mut mails = 1;
    for turn in 0..10 {
        let at = turn % 2;
        match answers(&keys[at], names[at], names[1 - at], &mail, true) {
            Some(letter) => mail = letter.build(),
            None => break,
        }
        mails += 1;
    }
    assert!(mails <= 3, "{mails}");
}

/// The other one hides that it is a machine, and sends ours back: our own mark ends it.
#[test]
fn what_comes_back_with_our_mark_goes_no_further() {
    let keys = Keys::ephemeral(&SystemRandom);
    let first = Letter::new("A question").text("How?").build();
    let answer = answers(&keys, GENERAL, "help@other.example", &first, false).unwrap().build();
    assert!(answers(&keys, GENERAL, "help@other.example", &answer, false).is_none());
}
