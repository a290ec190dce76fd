//! Machines: bounces, people who are away, lists, newsletters, and this program itself.

use crate::fixture::{Case, Fixture};
use crate::letter::{Letter, multipart, part, text_part};
use gatehouse_core::SystemRandom;
use gatehouse_inbox::loops::Why;
use gatehouse_inbox::{Class, Goes, Rule, Standing, marks};
use gatehouse_seal::Keys;

/// A bounce as RFC 3464 has it.
fn dsn(from: &str, status: &str, action: &str, returned: &str) -> Letter {
    let machine = format!(
        "Reporting-MTA: dns; mx.cust.example\r\nArrival-Date: Mon, 23 Nov 2026 09:00:00 +0000\r\n\r\nFinal-Recipient: rfc822; alice@cust.example\r\nAction: {action}\r\nStatus: {status}\r\nDiagnostic-Code: smtp; 550 {status} no such user"
    );
    let parts = [
        text_part("The mail could not be delivered."),
        part("Content-Type: message/delivery-status", machine.as_bytes()),
        part("Content-Type: message/rfc822", returned.as_bytes()),
    ];
    Letter::new("Undelivered Mail Returned to Sender")
        .with("From", from)
        .with("Auto-Submitted", "auto-replied")
        .with("Content-Type", "multipart/report; report-type=delivery-status; boundary=\"b0\"")
        .bytes(&multipart("b0", &parts))
}

pub fn all(f: &Fixture) -> Vec<Case> {
    let mut all = bounces(f);
    all.extend(away(f));
    all.extend(lists(f));
    all.extend(own(f));
    all
}

fn bounces(f: &Fixture) -> Vec<Case> {
    let returned = format!("From: support@portal.example\r\nMessage-ID: {}\r\nSubject: x\r\n\r\nTry this.", f.id());
    let daemon = "MAILER-DAEMON@mx.cust.example (Mail Delivery System)";
    let letter = || dsn(daemon, "5.1.1", "failed", &returned);
    let headers = [
        text_part("Delivery failed"),
        part("Content-Type: message/delivery-status", b"Reporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822;alice@cust.example\r\nAction: failed\r\nStatus: 5.7.1"),
        part("Content-Type: text/rfc822-headers", format!("Message-ID: {}\r\nSubject: x", f.id()).as_bytes()),
    ];
    let by_headers = Letter::new("Undeliverable: x")
        .with("From", "postmaster@cust.example")
        .with("Content-Type", "multipart/report; report-type=delivery-status; boundary=\"b0\"")
        .bytes(&multipart("b0", &headers));
    let receipt = [
        text_part("It was read."),
        part(
            "Content-Type: message/disposition-notification",
            format!("Original-Message-ID: {}\r\nDisposition: manual-action/MDN-sent-manually; displayed", f.id())
                .as_bytes(),
        ),
    ];
    let receipt = Letter::new("Read: x")
        .with("Content-Type", "multipart/report; report-type=disposition-notification; boundary=\"b0\"")
        .bytes(&multipart("b0", &receipt));
    let old = Letter::new("failure notice")
        .with("From", "MAILER-DAEMON@old.example")
        .text("Hi. This is the qmail-send program.");
    let redirected = Letter::new("Re: Your request").text("It works now.").with("Return-Path", "<>");
    let auto = Letter::new("Delivery")
        .with("From", "daemon@x.example")
        .with("Auto-Submitted", "auto-generated")
        .text("Failed");
    let bounce = |case: Case| case.null_path().class(Class::Bounce);
    let a = |case: Case, rule| case.into(f.a, rule, Standing::Stranger);
    vec![
        a(bounce(Case::new("postfix, to the bounce address", &letter()).to(&f.bounce())), Rule::Bounce),
        a(bounce(Case::new("postfix, elsewhere", &letter())), Rule::Thread),
        a(
            bounce(
                Case::new("exchange", &dsn("postmaster@cust.example", "5.1.10", "failed", &returned)).to(&f.bounce()),
            ),
            Rule::Bounce,
        ),
        a(bounce(Case::new("delayed", &dsn(daemon, "4.4.1", "delayed", &returned)).to(&f.bounce())), Rule::Bounce),
        a(bounce(Case::new("full mailbox", &dsn(daemon, "4.2.2", "failed", &returned)).to(&f.bounce())), Rule::Bounce),
        a(
            bounce(Case::new(
                "gmail",
                &dsn("Mail Delivery Subsystem <mailer-daemon@googlemail.com>", "5.1.1", "failed", &returned),
            )),
            Rule::Thread,
        ),
        a(bounce(Case::new("only head lines", &by_headers)), Rule::Thread),
        bounce(Case::new("of nothing of ours", &dsn(daemon, "5.1.1", "failed", "Message-ID: <x@y>\r\n\r\nx")))
            .goes(Goes::Nowhere),
        a(Case::new("qmail, without a report", &old).to(&f.bounce()).null_path().class(Class::Bounce), Rule::Bounce),
        Case::new("qmail, elsewhere", &old).null_path().class(Class::Bounce).goes(Goes::Nowhere),
        a(
            Case::new("automatic, at the bounce address", &auto).to(&f.bounce()).null_path().class(Class::Bounce),
            Rule::Bounce,
        ),
        Case::new("automatic, null path, elsewhere", &auto)
            .null_path()
            .class(Class::Automatic(Why::AutoSubmitted))
            .goes(Goes::Nowhere),
        a(Case::new("a receipt", &receipt).class(Class::Automatic(Why::Receipt)), Rule::Thread).trust_standing(),
        Case::new("the words of a daemon, and a path", &old).class(Class::Automatic(Why::System)).goes(Goes::Nowhere),
        // A redirect takes the path away; a person wrote it all the same (osTicket 3975).
        Case::new("a person's, redirected", &redirected)
            .null_path()
            .to(&f.token())
            .class(Class::Person { may_acknowledge: false })
            .into(f.a, Rule::Address, Standing::Participant),
        Case::new("a person's, redirected, new", &Letter::new("Hello").text("Hello").with("Return-Path", "<>"))
            .null_path()
            .class(Class::Person { may_acknowledge: false })
            .goes(Goes::New),
        Case::new("a person at the bounce address", &redirected.clone().without("Return-Path"))
            .to(&f.bounce())
            .class(Class::Automatic(Why::System)),
    ]
}

impl Case {
    /// Alice's own program wrote it.
    fn trust_standing(mut self) -> Self {
        self.standing = Some(Standing::Participant);
        self
    }
}

/// People who are away, in four languages, with and without what their programs should say.
fn away(f: &Fixture) -> Vec<Case> {
    let subjects = [
        ("en", "Automatic reply: Your request"),
        ("en old", "Out of Office: Your request"),
        ("de", "Automatische Antwort: Ihre Anfrage"),
        ("de old", "Abwesenheitsnotiz: Ihre Anfrage"),
        ("ru", "Автоматический ответ: Ваш запрос"),
        ("ru short", "Автоответ: Ваш запрос"),
        ("ja", "自動応答: お問い合わせ"),
        ("ja mail", "【自動返信】お問い合わせ"),
    ];
    let mut all = Vec::new();
    for (name, subject) in subjects {
        let letter = || Letter::new(subject).text("I am away.").with("To", &f.token()).with("In-Reply-To", &f.id());
        let a = |name: String, letter: &Letter, why| {
            Case::new(name, letter).to(&f.token()).class(Class::Automatic(why)).into(
                f.a,
                Rule::Address,
                Standing::Participant,
            )
        };
        all.push(a(format!("away {name}, by its subject"), &letter(), Why::Subject));
        let exchange = letter().with("Auto-Submitted", "auto-generated").with("X-Auto-Response-Suppress", "All");
        all.push(a(format!("away {name}, exchange"), &exchange, Why::AutoSubmitted).null_path());
    }
    let a = |name: &str, head: &str, value: &str, why| {
        let letter = Letter::new("I am away").text("I am away.").with(head, value);
        Case::new(name, &letter).to(&f.token()).class(Class::Automatic(why)).into(
            f.a,
            Rule::Address,
            Standing::Participant,
        )
    };
    all.push(a("vacation", "Auto-Submitted", "auto-replied (vacation)", Why::AutoSubmitted));
    all.push(a("precedence", "Precedence", "auto_reply", Why::Precedence));
    all.push(a("bulk", "Precedence", "bulk", Why::Precedence));
    all.push(a("x-autoreply", "X-Autoreply", "yes", Why::Answerer));
    all.push(a("x-autorespond", "X-Autorespond", "Your request", Why::Answerer));
    let person = |name: &str, letter: Letter, may| {
        Case::new(name, &letter).to(&f.token()).class(Class::Person { may_acknowledge: may }).into(
            f.a,
            Rule::Address,
            Standing::Participant,
        )
    };
    all.push(person("auto-submitted: no", Letter::new("Re: x").text("T").with("Auto-Submitted", "no"), true));
    all.push(person(
        "wants no answer of a machine",
        Letter::new("Re: x").text("T").with("X-Auto-Response-Suppress", "OOF, AutoReply"),
        false,
    ));
    all.push(person(
        "receipts are not wanted",
        Letter::new("Re: x").text("T").with("X-Auto-Response-Suppress", "DR, RN, NRN"),
        true,
    ));
    all.push(person("an answer about being away", Letter::new("Re: Automatic reply: x").text("T"), true));
    all
}

fn lists(f: &Fixture) -> Vec<Case> {
    let list = Class::Automatic(Why::List);
    let news = |head: &str, value: &str| {
        Letter::new("Our news").with("From", "news@shop.example").text("Buy").with(head, value)
    };
    let mut hops = Letter::new("Round and round").text("T");
    for n in 0..60 {
        hops = hops.and("Received", &format!("from a{n}.example by b{n}.example; Mon, 23 Nov 2026 10:00:00 +0000"));
    }
    vec![
        Case::new("a list", &news("List-Id", "<users.shop.example>")).class(list.clone()).goes(Goes::Nowhere),
        Case::new("a newsletter", &news("List-Unsubscribe", "<https://shop.example/u>"))
            .class(list.clone())
            .goes(Goes::Nowhere),
        Case::new("a campaign", &news("Feedback-ID", "1:2:shop")).class(list.clone()).goes(Goes::Nowhere),
        Case::new(
            "a newsletter of somebody who is known",
            &news("List-Unsubscribe", "<x>").with("From", "alice@cust.example"),
        )
        .class(list.clone())
        .goes(Goes::Nowhere),
        Case::new("a list that a recipient's address is on", &news("List-Id", "<users.cust.example>"))
            .to(&f.token())
            .class(list)
            .into(f.a, Rule::Address, Standing::Stranger),
        Case::new("a circle", &hops).class(Class::Automatic(Why::Hops)).goes(Goes::Nowhere),
        Case::new(
            "a machine without a word of it",
            &Letter::new("[JIRA] (X-1) x")
                .with("From", "jira@x.example")
                .text("T")
                .with("Auto-Submitted", "auto-generated"),
        )
        .class(Class::Automatic(Why::AutoSubmitted))
        .goes(Goes::Nowhere),
        // Such a tracker changes its address with every answer (freescout 688).
        Case::new(
            "a tracker that answers",
            &Letter::new("Re: x").with("From", "t+123@tracker.example").text("T").with("Precedence", "bulk"),
        )
        .to(&f.token())
        .class(Class::Automatic(Why::Precedence))
        .into(f.a, Rule::Address, Standing::Stranger),
    ]
}

fn own(f: &Fixture) -> Vec<Case> {
    let other = marks::instance(&Keys::ephemeral(&SystemRandom));
    let letter = || Letter::new("Re: x").text("T");
    let acknowledged = letter().with(marks::INSTANCE_HEADER, &other).with("Auto-Submitted", "auto-replied");
    vec![
        Case::new("our own mail", &letter().with(marks::INSTANCE_HEADER, &marks::instance(&f.keys))).class(Class::Own),
        Case::new(
            "our own mail among others' marks",
            &letter().with(marks::INSTANCE_HEADER, &other).and(marks::INSTANCE_HEADER, &marks::instance(&f.keys)),
        )
        .class(Class::Own),
        Case::new("another instance's confirmation", &acknowledged)
            .to(&f.token())
            .class(Class::Automatic(Why::AutoSubmitted))
            .into(f.a, Rule::Address, Standing::Participant),
        Case::new("a person through another instance", &letter().with(marks::INSTANCE_HEADER, &other))
            .to(&f.token())
            .into(f.a, Rule::Address, Standing::Participant),
    ]
}
