//! Chats of the demo (SUP-20): one that is over, one that became a request, one that goes on, and two people in the line.

use super::done;
use super::people::{self, Vendor};
use super::story::Customers;
use super::teller::Teller;
use gatehouse_chat::actions::end::end;
use gatehouse_chat::actions::hand_over::hand_over_as_staff;
use gatehouse_chat::actions::save_setting::{SaveSetting, save_setting};
use gatehouse_chat::actions::say::{Say, say, say_as_staff};
use gatehouse_chat::actions::start::{FORM, StartChat, start};
use gatehouse_chat::actions::take::take;
use gatehouse_context::Cx;
use gatehouse_core::{Actor, Fault, Lang, MINUTE, SECOND, Uuid};

/// There is a chat around the clock, so that whoever looks at the demo finds it open.
pub(super) async fn promise(cx: &Cx) -> Result<(), Fault> {
    done(save_setting(cx, &SaveSetting { is_on: true, ..SaveSetting::default() }).await)
}

/// What is said: by the customer, or by support.
enum Line {
    Asks(&'static str),
    Answers(&'static str),
}

/// A chat of a customer with a member of the staff.
struct Scene<'a> {
    account: Uuid,
    lang: Lang,
    staff: &'a Actor,
    question: &'static str,
    lines: &'static [Line],
}

async fn tell(teller: &Teller<'_>, scene: &Scene<'_>) -> Result<Uuid, Fault> {
    let customer = Cx { lang: scene.lang, ..teller.of(scene.account) };
    let staff = teller.by(scene.staff);
    let text = |text: &str| Say { client: None, text: text.to_owned() };
    let input = StartChat { question: scene.question.into(), ..StartChat::default() };
    let chat = done(start(&customer, &input).await)?.chat;
    teller.clock.advance(40 * SECOND);
    done(take(&staff, chat, false).await)?;
    for line in scene.lines {
        teller.clock.advance(25 * SECOND);
        match line {
            Line::Asks(said) => done(say(&customer, chat, None, &text(said)).await)?,
            Line::Answers(said) => done(say_as_staff(&staff, chat, &text(said)).await)?,
        };
    }
    Ok(chat)
}

/// Yesterday: one that ended well, and one that became a request.
pub(super) async fn yesterday(teller: &Teller<'_>, office: &Vendor, who: &Customers) -> Result<(), Fault> {
    let aiko = Scene {
        account: who.aiko,
        lang: Lang::Ja,
        staff: &office.rin,
        question: "新しいノートパソコンに移したいのですが、台数が足りません。",
        lines: &[
            Line::Answers("こんにちは。古いパソコンはまだお使いですか？"),
            Line::Asks("いいえ、もう使っていません。"),
            Line::Answers(
                "「ライセンス」からお使いのライセンスを開き、古いパソコンの登録を解除してください。空いた 1 台分で有効化できます。",
            ),
            Line::Asks("できました。ありがとうございます！"),
        ],
    };
    let chat = tell(teller, &aiko).await?;
    done(end(&teller.of(who.aiko), chat, None).await)?;
    let mika = Scene {
        account: who.mika,
        lang: Lang::En,
        staff: &office.support,
        question: "Updates fail behind our proxy since this morning. What changed?",
        lines: &[
            Line::Answers("Hello Mika. Which address does the proxy log when it refuses the update?"),
            Line::Asks("It only says “certificate not trusted”, no address."),
            Line::Answers(
                "We have to look at this with our network team. I’ll make a request of our chat, and we’ll email you.",
            ),
        ],
    };
    let chat = tell(teller, &mika).await?;
    done(hand_over_as_staff(&teller.by(&office.support), chat, "Updates fail behind a proxy").await).map(drop)
}

/// Now: one goes on, and two wait.
pub(super) async fn now(teller: &Teller<'_>, office: &Vendor, who: &Customers) -> Result<(), Fault> {
    let boris = Scene {
        account: who.boris,
        lang: Lang::Ru,
        staff: &office.nadia,
        question: "Здравствуйте! Оплатил продление, а срок в кабинете прежний.",
        lines: &[
            Line::Answers("Здравствуйте! Подскажите номер заказа — проверю, дошёл ли он до нас."),
            Line::Asks("S-10780, оплачен вчера вечером."),
        ],
    };
    tell(teller, &boris).await?;
    let carol = Cx { lang: Lang::En, ..teller.of(who.carol) };
    let input =
        StartChat { question: "Can I move my license to a company account later?".into(), ..StartChat::default() };
    done(start(&carol, &input).await)?;
    teller.clock.advance(MINUTE);
    let visitor = Cx { network: Some("198.51.100.91".into()), ..teller.cx().acting_as(Actor::Visitor) };
    let input = StartChat {
        name: "Tomás Rey".into(),
        email: "tomas@example.net".into(),
        question: "Does Lantern run on a server without a screen?".into(),
        human: people::human(&visitor, FORM)?,
        ..StartChat::default()
    };
    done(start(&visitor, &input).await).map(drop)
}
