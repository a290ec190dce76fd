//! Forwards, and what strangers make up.

use crate::fixture::{Case, Fixture, Trust};
use crate::letter::Letter;
use gatehouse_core::{SystemRandom, Uuid};
use gatehouse_inbox::{Goes, Rule, Standing, marks};
use gatehouse_seal::Keys;

pub fn all(f: &Fixture) -> Vec<Case> {
    let mut all = forwards(f);
    all.extend(marks_of_others(f));
    all.extend(senders(f));
    all
}

fn forwards(f: &Fixture) -> Vec<Case> {
    let prefixes = [
        "Fwd: ",
        "FW: ",
        "Fw: ",
        "WG: ",
        "TR: ",
        "ПЕР: ",
        "Пересл: ",
        "RV: ",
        "転送: ",
        "転送：",
        "[EXT] FW: ",
        "FW(2): ",
        "I: ",
    ];
    let mut all = Vec::new();
    for prefix in prefixes {
        let subject = format!("{prefix}Your request");
        let letter = Letter::new(&subject).text("See below.").with("In-Reply-To", &f.id()).with("References", &f.id());
        let case = Case::new(format!("forward {prefix}"), &letter).trust(Trust::Proven);
        all.push(case.goes(Goes::New).related(Some(f.a)));
    }
    let numbered = Letter::new(&format!("Fwd: [{}] Your request", f.number())).text("See below.");
    all.push(
        Case::new("forward with the number, proven", &numbered).trust(Trust::Proven).goes(Goes::New).related(Some(f.a)),
    );
    let marked = Letter::new("Fwd: x").text(&format!("See below.\n\n> {}", f.mark()));
    all.push(Case::new("forward with the body mark", &marked).trust(Trust::Proven).goes(Goes::New).related(Some(f.a)));
    let to_mark = Letter::new("Fwd: x").text("See below.").with("In-Reply-To", &f.id());
    all.push(Case::new("forward to the marked address", &to_mark).to(&f.token()).into(
        f.a,
        Rule::Address,
        Standing::Participant,
    ));
    for subject in ["Re: Fwd: x", "Refwd: x", "Forward: x", "fwd x", "Wgx: x"] {
        let letter = Letter::new(subject).text("T").with("In-Reply-To", &f.id()).with("To", "noreply@portal.example");
        all.push(Case::new(format!("no forward: {subject}"), &letter).elsewhere().into(
            f.a,
            Rule::Thread,
            Standing::Participant,
        ));
    }
    all
}

/// Marks that were not given.
fn marks_of_others(f: &Fixture) -> Vec<Case> {
    let strange = Keys::ephemeral(&SystemRandom);
    let general = "support@portal.example";
    let reply = || Letter::new("Re: x").text("T");
    let made_up = marks::reply_address(&strange, general, f.a, f.alice);
    let of_nobody = marks::reply_address(&f.keys, general, f.a, Uuid::from_u128(0xDEAD));
    let gone = marks::reply_address(&f.keys, general, Uuid::from_u128(0xC), f.alice);
    let token = f.token();
    let (head, tail) = token.split_at(20);
    let broken = format!("{head}x{}", &tail[1..]);
    let swapped = token.replacen(&token[8..34], &f.token_b()[8..34], 1);
    let made_up_id = format!("<{}>", marks::message_id(&strange, general, f.message_a));
    let bounce = marks::bounce_address(&strange, general, f.message_a);
    let new = |name: &str, letter: Letter, to: &str| Case::new(name, &letter).to(to).goes(Goes::New);
    vec![
        new("a mark under other keys", reply(), &made_up),
        new("a mark of a recipient who was none", reply(), &of_nobody),
        new("a mark of a request that is gone", reply(), &gone),
        new("a mark with another letter", reply(), &broken),
        new("a mark of one request on another", reply(), &swapped),
        new("a mark cut off", reply(), "support+abc.def@portal.example"),
        new(
            "a message id under other keys",
            reply().with("To", "noreply@portal.example").with("In-Reply-To", &made_up_id),
            general,
        ),
        new(
            "a body mark under other keys",
            reply().bytes(marks::body_mark(&strange, f.a, f.alice).as_bytes()),
            general,
        )
        .trust(Trust::Proven),
        new("a body mark of the reply's kind", reply().text(&format!("gh-{}", &token[8..51])), general)
            .trust(Trust::Proven),
        new("a bounce address under other keys", reply(), &bounce),
        new("a number with a wrong check", Letter::new("Re: [R-260000001-!] x").text("T"), general)
            .trust(Trust::Proven),
        new("a number of another year", Letter::new("Re: [R-250000001-0] x").text("T"), general).trust(Trust::Proven),
        new("a number without brackets", Letter::new(&format!("Re: {} x", f.number())).text("T"), general)
            .trust(Trust::Proven),
        new("a hundred marks", reply().with("Cc", &vec![made_up.as_str(); 100].join(", ")), general),
    ]
}

/// Who it says it is.
fn senders(f: &Fixture) -> Vec<Case> {
    let reply = || Letter::new("Re: x").text("T");
    let numbered = || Letter::new(&format!("Re: [{}] x", f.number())).text("T");
    let a = |name: &str, letter: Letter, standing| {
        Case::new(name, &letter).to(&f.token()).into(f.a, Rule::Address, standing)
    };
    vec![
        a("marked, disproved", reply(), Standing::Stranger).trust(Trust::Disproved),
        a("marked, two authors", reply().with("From", "alice@cust.example, eve@x.example"), Standing::Stranger),
        a("marked, two head lines of authors", reply().and("From", "eve@x.example"), Standing::Stranger),
        a(
            "marked, the name is another's address",
            reply().with("From", "\"alice@cust.example\" <eve@x.example>"),
            Standing::Stranger,
        ),
        a("marked, Reply-To is another's", reply().with("Reply-To", "eve@x.example"), Standing::Participant),
        a(
            "marked, address in capital letters",
            reply().with("From", "Alice <ALICE@CUST.EXAMPLE>"),
            Standing::Participant,
        ),
        a("marked, Sender is another's", reply().with("Sender", "assistant@cust.example"), Standing::Participant),
        // Who brings a mail can write what a server on the way is to have found.
        Case::new(
            "numbered, its own word that it passed",
            &numbered()
                .and("Authentication-Results", "mx.portal.example; dmarc=pass header.from=cust.example; spf=pass"),
        )
        .goes(Goes::New),
        Case::new(
            "numbered, its own word that it passed elsewhere",
            &numbered().and("ARC-Authentication-Results", "i=1; portal.example; dmarc=pass header.from=cust.example"),
        )
        .goes(Goes::New),
        Case::new(
            "delivered to a mark that it made up",
            &reply().and("Delivered-To", "support+aaaa.bbbb@portal.example"),
        )
        .goes(Goes::New),
        Case::new("numbered, disproved", &numbered()).trust(Trust::Disproved).goes(Goes::New),
        Case::new("numbered, two authors", &numbered().with("From", "alice@cust.example, eve@x.example"))
            .trust(Trust::Proven)
            .goes(Goes::New),
        Case::new("nobody wrote it", &Letter::new("x").text("T").without("From")).goes(Goes::Triage),
        Case::new("an address that is none", &Letter::new("x").text("T").with("From", "nobody")).goes(Goes::Triage),
        a("two ids of its own", reply().and("Message-ID", "<x@y>"), Standing::Participant),
        Case::new(
            "a line break in the subject",
            &Letter::new("x").with("Subject", "=?utf-8?Q?a=0D=0ABcc:_eve@x.example?=").text("T"),
        )
        .goes(Goes::New),
    ]
}
