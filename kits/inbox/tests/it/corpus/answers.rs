//! Answers of people: what their programs write around the new words, and by which rule each finds its request.

use crate::fixture::{Case, Fixture, OPENING_ID, RELAY_ID, Trust};
use crate::letter::{Letter, html_part, text_part};
use gatehouse_inbox::{Goes, Rule, Standing};

/// The new words, and what is below them.
struct Program {
    name: &'static str,
    new: &'static str,
    below: &'static str,
}

const PROGRAMS: &[Program] = &[
    Program {
        name: "outlook en",
        new: "It works now.",
        below: "\n\nFrom: Support <support@portal.example>\nSent: Monday, November 23, 2026 9:00 AM\nTo: Alice <alice@cust.example>\nSubject: Your request\n\nTry this.\n",
    },
    Program {
        name: "outlook en with a line",
        new: "It works now.",
        below: "\n\n________________________________\nFrom: Support\nSent: Monday, November 23, 2026 9:00 AM\nTo: Alice\nSubject: Your request\n\nTry this.\n",
    },
    Program {
        name: "outlook en bold",
        new: "It works now.",
        below: "\n\n*From:* Support\n*Sent:* Monday, November 23, 2026 9:00 AM\n*To:* Alice\n*Subject:* Your request\n\nTry this.\n",
    },
    Program {
        name: "outlook en classic",
        new: "It works now.",
        below: "\n\n-----Original Message-----\nFrom: Support\nSent: Monday\n\nTry this.\n",
    },
    Program {
        name: "outlook de",
        new: "Es geht jetzt.",
        below: "\n\nVon: Support <support@portal.example>\nGesendet: Montag, 23. November 2026 09:00\nAn: Alice\nBetreff: Ihre Anfrage\n\nBitte so.\n",
    },
    Program {
        name: "outlook de classic",
        new: "Es geht jetzt.",
        below: "\n\n-----Ursprüngliche Nachricht-----\nVon: Support\n\nBitte so.\n",
    },
    Program {
        name: "outlook ru",
        new: "Теперь работает.",
        below: "\n\nОт: Support <support@portal.example>\nОтправлено: понедельник, 23 ноября 2026 г. 9:00\nКому: Alice\nТема: Ваш запрос\n\nПопробуйте так.\n",
    },
    Program {
        name: "outlook ru classic",
        new: "Теперь работает.",
        below: "\n\n-----Исходное сообщение-----\nОт: Support\n\nПопробуйте так.\n",
    },
    Program {
        name: "outlook ja",
        new: "解決しました。",
        below: "\n\n差出人: Support <support@portal.example>\n送信日時: 2026年11月23日月曜日 9:00\n宛先: Alice\n件名: お問い合わせ\n\nお試しください。\n",
    },
    Program {
        name: "outlook ja classic",
        new: "解決しました。",
        below: "\n\n-----元のメッセージ-----\n差出人: Support\n\nお試しください。\n",
    },
    Program {
        name: "gmail en",
        new: "It works now.",
        below: "\n\nOn Mon, Nov 23, 2026 at 9:00 AM Support <support@portal.example> wrote:\n\n> Try this.\n>\n> Support\n",
    },
    Program {
        name: "gmail en broken",
        new: "It works now.",
        below: "\n\nOn Mon, Nov 23, 2026 at 9:00 AM Support with a long name <\nsupport@portal.example> wrote:\n\n> Try this.\n",
    },
    Program {
        name: "gmail de",
        new: "Es geht jetzt.",
        below: "\n\nAm Mo., 23. Nov. 2026 um 09:00 Uhr schrieb Support <\nsupport@portal.example>:\n\n> Bitte so.\n",
    },
    Program {
        name: "gmail ru",
        new: "Теперь работает.",
        below: "\n\nпн, 23 нояб. 2026 г. в 09:00, Support <support@portal.example>:\n\n> Попробуйте так.\n",
    },
    Program {
        name: "gmail ja",
        new: "解決しました。",
        below: "\n\n2026年11月23日(月) 9:00 Support <support@portal.example>:\n\n> お試しください。\n",
    },
    Program {
        name: "apple en",
        new: "It works now.",
        below: "\n\n> On 23 Nov 2026, at 09:00, Support <support@portal.example> wrote:\n> \n> Try this.\n",
    },
    Program {
        name: "ios en",
        new: "It works now.",
        below: "\n\nSent from my iPhone\n\n> On Nov 23, 2026, at 9:00 AM, Support <support@portal.example> wrote:\n> \n> \u{feff}Try this.\n",
    },
    Program {
        name: "ios de",
        new: "Es geht jetzt.",
        below: "\n\nVon meinem iPhone gesendet\n\n> Am 23.11.2026 um 09:00 schrieb Support <support@portal.example>:\n> \n> Bitte so.\n",
    },
    Program {
        name: "ios ru",
        new: "Теперь работает.",
        below: "\n\nОтправлено с iPhone\n\n> 23 нояб. 2026 г., в 09:00, Support <support@portal.example> написал(а):\n> \n> Попробуйте так.\n",
    },
    Program {
        name: "ios ja",
        new: "解決しました。",
        below: "\n\niPhoneから送信\n\n> 2026/11/23 9:00、Support <support@portal.example>のメール:\n> \n> お試しください。\n",
    },
    Program {
        name: "thunderbird en",
        new: "It works now.",
        below: "\n\nOn 11/23/26 09:00, Support wrote:\n> Try this.\n-- \nAlice\nCust Ltd.\n",
    },
    Program {
        name: "thunderbird de",
        new: "Es geht jetzt.",
        below: "\n\nAm 23.11.26 um 09:00 schrieb Support:\n> Bitte so.\n",
    },
    Program {
        name: "thunderbird ru",
        new: "Теперь работает.",
        below: "\n\n23.11.2026 09:00, Support пишет:\n> Попробуйте так.\n",
    },
    Program {
        name: "thunderbird ja",
        new: "解決しました。",
        below: "\n\nOn 2026/11/23 9:00, Support wrote:\n> お試しください。\n",
    },
    Program {
        name: "mail.ru",
        new: "Теперь работает.",
        below: "\n\n--\nАлиса\n\n\n>Понедельник, 23 ноября 2026, 9:00 +03:00 от Support <support@portal.example>:\n>\n>Попробуйте так.\n",
    },
    Program {
        name: "android",
        new: "It works now.",
        below: "\n\nGet Outlook for Android<https://aka.ms/x>\n________________________________\nFrom: Support\nSent: Monday, November 23, 2026 9:00:00 AM\nTo: Alice\nSubject: Your request\n\nTry this.\n",
    },
    Program { name: "only a signature", new: "It works now.", below: "\n\n-- \nAlice Example\n+1 201 555 0123\n" },
    Program { name: "nothing below", new: "It works now.", below: "" },
];

pub fn all(f: &Fixture) -> Vec<Case> {
    let mut all = Vec::new();
    for program in PROGRAMS {
        let text = format!("{}{}", program.new, program.below);
        let letter = Letter::new(&format!("Re: [{}] Your request", f.number())).text(&text).with("To", &f.token());
        let case = Case::new(format!("{}, marked address", program.name), &letter).to(&f.token());
        all.push(case.into(f.a, Rule::Address, Standing::Participant).text(program.new));
        // The mail system takes the mark away; the program keeps the thread, the subject the number.
        let letter = Letter::new(&format!("Re: [{}] Your request", f.number()))
            .text(&text)
            .with("In-Reply-To", &f.id())
            .with("References", &format!("<{OPENING_ID}> {}", f.id()));
        let case = Case::new(format!("{}, thread and number", program.name), &letter).trust(Trust::Proven);
        all.push(case.into(f.a, Rule::Thread, Standing::Participant).text(program.new));
    }
    all.extend(rules(f));
    all.extend(inline(f));
    all.extend(html(f));
    all
}

fn rules(f: &Fixture) -> Vec<Case> {
    let reply = || Letter::new("Re: Your request").text("It works now.");
    let numbered = || Letter::new(&format!("Re: [{}] Your request", f.number())).text("It works now.");
    let number = || Case::new("number, proven", &numbered()).trust(Trust::Proven);
    let marked = Letter::new("Re: Your request").text(&format!("It works now.\n\n> {}\n", f.mark()));
    let to_other = |letter: Letter| letter.with("To", "Answers <noreply@portal.example>");
    let a = |case: Case, rule| case.into(f.a, rule, Standing::Participant);
    vec![
        a(number(), Rule::Number),
        Case::new("number, unproven", &numbered()).goes(Goes::New),
        Case::new("number, of another", &numbered().with("From", "carol@home.example"))
            .trust(Trust::Proven)
            .goes(Goes::New),
        Case::new("number, of nobody", &numbered().with("From", "x@nowhere.example"))
            .trust(Trust::Proven)
            .goes(Goes::Triage),
        Case::new("number, of the same company", &numbered().with("From", "bob@cust.example"))
            .trust(Trust::Proven)
            .goes(Goes::New),
        a(Case::new("body mark, proven", &marked).trust(Trust::Proven), Rule::Body),
        Case::new("body mark, unproven", &marked).goes(Goes::New),
        a(
            Case::new("thread, not to the general address", &to_other(reply().with("In-Reply-To", &f.id())))
                .elsewhere(),
            Rule::Thread,
        ),
        Case::new("thread alone, to the general address", &reply().with("In-Reply-To", &f.id()))
            .goes(Goes::New)
            .related(Some(f.a)),
        Case::new("references alone, to the general address", &reply().with("References", &f.id()))
            .goes(Goes::New)
            .related(Some(f.a)),
        a(
            Case::new("ses rewrote our id", &to_other(reply().with("In-Reply-To", &format!("<{RELAY_ID}>"))))
                .elsewhere(),
            Rule::Thread,
        ),
        a(
            Case::new(
                "ses rewrote our id, the number is there",
                &numbered().with("In-Reply-To", &format!("<{RELAY_ID}>")),
            )
            .trust(Trust::Proven),
            Rule::Thread,
        ),
        Case::new(
            "ses rewrote our id into one that nobody stored",
            &reply().with("In-Reply-To", "<0102@eu-west-1.amazonses.com>"),
        )
        .goes(Goes::New),
        a(
            Case::new("the id of the opening mail", &to_other(reply().with("In-Reply-To", &format!("<{OPENING_ID}>"))))
                .elsewhere(),
            Rule::Thread,
        ),
        a(Case::new("mark in Cc alone", &reply().with("Cc", &f.token())).to("archive@portal.example"), Rule::Address),
        a(Case::new("mark in Delivered-To alone", &reply().and("Delivered-To", &f.token())), Rule::Address),
        a(Case::new("mark in capital letters", &reply()).to(&f.token().to_uppercase()), Rule::Address),
        a(Case::new("mark in the envelope alone", &reply()).to(&f.token()), Rule::Address),
        Case::new("new, of a known sender", &Letter::new("A question").text("How?")).goes(Goes::New).related(None),
        Case::new("new, of a stranger", &Letter::new("A question").text("How?").with("From", "x@nowhere.example"))
            .goes(Goes::Triage),
        Case::new("mark and a thread of another", &reply().with("In-Reply-To", &f.id_b()))
            .to(&f.token())
            .into(f.a, Rule::Address, Standing::Participant)
            .related(Some(f.b))
            .second(),
        Case::new("two marks", &reply().with("Cc", &f.token_b()))
            .to(&f.token())
            .into(f.a, Rule::Address, Standing::Participant)
            .related(Some(f.b))
            .second(),
        Case::new(
            "two requests in one thread",
            &to_other(reply().with("In-Reply-To", &f.id()).with("References", &f.id_b())),
        )
        .elsewhere()
        .into(f.a, Rule::Thread, Standing::Participant)
        .related(Some(f.b))
        .second(),
        Case::new(
            "number of one, thread of the other",
            &Letter::new(&format!("Re: [{}] x", f.number_b())).text("It works now.").with("In-Reply-To", &f.id()),
        )
        .trust(Trust::Proven)
        .into(f.a, Rule::Thread, Standing::Participant)
        .related(Some(f.b))
        .second(),
        Case::new("mark, of the same company", &reply().with("From", "Bob <bob@cust.example>")).to(&f.token()).into(
            f.a,
            Rule::Address,
            Standing::SameCompany,
        ),
        Case::new("mark, of a stranger", &reply().with("From", "x@nowhere.example")).to(&f.token()).into(
            f.a,
            Rule::Address,
            Standing::Stranger,
        ),
    ]
}

/// Between the quoted lines nothing is folded.
fn inline(f: &Fixture) -> Vec<Case> {
    let a = |name: &str, text: &str, kept: &str| {
        let letter = Letter::new("Re: Your request").text(text);
        Case::new(name, &letter).to(&f.token()).into(f.a, Rule::Address, Standing::Participant).text(kept)
    };
    let between = "On Mon, Nov 23, 2026 at 9:00 AM Support <s@p.example> wrote:\n> Which version?\n\n5.2\n\n> Which system?\n\nDebian";
    vec![
        a("between the lines", between, between),
        a("a line that only looks like a quote", "> is the prompt\nIt says so.", "> is the prompt\nIt says so."),
        a("from in a sentence", "From: here to there it works.\nThanks", "From: here to there it works.\nThanks"),
        a("a log with dashes", "---- begin ----\nline\n---- end ----", "---- begin ----\nline\n---- end ----"),
        a("a list with double dashes", "Steps:\n-- one\n-- two", "Steps:\n-- one\n-- two"),
        a("only a quote", "\n> Try this.\n", ""),
    ]
}

fn html(f: &Fixture) -> Vec<Case> {
    let a = |name: &str, letter: Letter, kept: &str| {
        Case::new(name, &letter).to(&f.token()).into(f.a, Rule::Address, Standing::Participant).text(kept)
    };
    let gmail = "<div dir=\"ltr\">It works now.</div><br><div class=\"gmail_quote\"><div dir=\"ltr\" class=\"gmail_attr\">On Mon wrote:<br></div><blockquote class=\"gmail_quote\">Try this.</blockquote></div>";
    let outlook = "<html><head><style>p{color:red}</style></head><body><p>It works now.</p><div style=\"border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm\"><p><b>From:</b> Support</p></div><p>Try this.</p></body></html>";
    let apple = "<html><body>It works now.<br><div><blockquote type=\"cite\"><div>On 23 Nov 2026 wrote:</div>Try this.</blockquote></div></body></html>";
    let bird = "<p>It works now.</p><div class=\"moz-cite-prefix\">On 11/23/26, Support wrote:<br></div><blockquote type=\"cite\">Try this.</blockquote>";
    vec![
        a("gmail, html alone", Letter::new("Re: x").html(gmail), "It works now."),
        a("outlook, html alone", Letter::new("Re: x").html(outlook), "It works now."),
        a("apple, html alone", Letter::new("Re: x").html(apple), "It works now."),
        a("thunderbird, html alone", Letter::new("Re: x").html(bird), "It works now."),
        a(
            "both forms",
            Letter::new("Re: x").parts("alternative", &[text_part("It works now."), html_part(gmail)]),
            "It works now.",
        ),
        a(
            "html that does something",
            Letter::new("Re: x").html("<p onclick=x>It works now.</p><script>alert(1)</script>"),
            "It works now.",
        ),
    ]
}
