//! What people said of support over the year (SUP-15): they agreed to be asked, a survey came an hour after their request had closed, and the yearly one
//! once. One month was bad.

use super::companies::mailed::token;
use super::done;
use super::people::{self, Person, Vendor};
use super::story::Customers;
use super::support::{ask, question, reply};
use super::teller::Teller;
use gatehouse_accounts::actions::choose_notifications::choose_notifications;
use gatehouse_companies::{RATING, SURVEY};
use gatehouse_core::{Actor, Fault, HOUR, MINUTE, Uuid};
use gatehouse_support::actions::close::{Close, close};
use gatehouse_support::actions::rate::{Rating, rate};
use gatehouse_support::actions::send_survey::{due, send};
use gatehouse_support::actions::survey_rounds::start_round;
use gatehouse_support::model::status::Status;

/// A request and what became of it: subject, text, answer, mark, comment.
type Told = (&'static str, &'static str, &'static str, &'static str, &'static str);

/// The first half of the year.
pub(super) async fn first_half(teller: &Teller<'_>, office: &Vendor, who: &Customers) -> Result<(), Fault> {
    for account in [who.mika, who.gleb, who.fumiko, who.olga] {
        done(choose_notifications(&teller.of(account), &[RATING, SURVEY]).await)?;
    }
    let (sam, rin, nadia) = (&office.support, &office.rin, &office.nadia);
    teller.days_ago(330).await?;
    let told = (
        "Change the language of my invoices",
        "My invoices are in Finnish. Can I have them in English?",
        "Yes: Profile, Language. The next invoice follows it.",
        "5",
        "Quick and friendly.",
    );
    asked(teller, sam, (who.mika, &people::MIKA), told).await?;
    teller.days_ago(300).await?;
    let told = (
        "領収書の宛名について",
        "領収書の宛名を会社名にできますか。",
        "プロフィールの「会社」に入力すると、次回から反映されます。",
        "4",
        "",
    );
    asked(teller, rin, (who.fumiko, &people::FUMIKO), told).await?;
    teller.days_ago(270).await?;
    let told = (
        "Как оплатить по счёту",
        "Можно ли оплатить по счёту, без карты?",
        "Да, выберите «По счёту» при оформлении. Счёт придёт на почту.",
        "5",
        "Спасибо, всё получилось.",
    );
    asked(teller, nadia, (who.gleb, &people::GLEB), told).await?;
    // The update of that month was a bad one.
    teller.days_ago(240).await?;
    let told = (
        "Where are the release notes?",
        "The last update changed my settings. Where can I read what it does?",
        "The notes are late, sorry. They are on the product’s page from tomorrow on.",
        "2",
        "The answer was fine. The update was not.",
    );
    asked(teller, sam, (who.mika, &people::MIKA), told).await?;
    let told = (
        "После обновления пропали настройки",
        "После обновления на всех компьютерах сброшены настройки.",
        "Ошибка известна, исправление выйдет завтра. Настройки вернутся сами.",
        "3",
        "Два дня без настроек.",
    );
    asked(teller, nadia, (who.gleb, &people::GLEB), told).await?;
    teller.days_ago(210).await?;
    let told = (
        "更新の確認方法",
        "自動で更新されたか、どこで確認できますか。",
        "「バージョン情報」に更新日時が表示されます。",
        "4",
        "丁寧に教えていただきました。",
    );
    asked(teller, rin, (who.fumiko, &people::FUMIKO), told).await
}

/// The second.
pub(super) async fn second_half(teller: &Teller<'_>, office: &Vendor, who: &Customers) -> Result<(), Fault> {
    let (sam, rin, nadia) = (&office.support, &office.rin, &office.nadia);
    teller.days_ago(140).await?;
    let told = (
        "Two codes for one order",
        "I got two emails with codes for one order. Which one counts?",
        "Both are the same code: the second email came because you asked for it again.",
        "5",
        "",
    );
    asked(teller, sam, (who.mika, &people::MIKA), told).await?;
    let told = (
        "請求書を再発行してほしい",
        "請求書を紛失しました。再発行できますか。",
        "「購入履歴」からいつでもダウンロードできます。",
        "5",
        "すぐに見つかりました。",
    );
    asked(teller, rin, (who.fumiko, &people::FUMIKO), told).await?;
    teller.days_ago(125).await?;
    let told = (
        "Сменить адрес почты",
        "Я сменила почту. Как указать новую?",
        "Откройте «Безопасность» и выберите «Другой адрес».",
        "4",
        "",
    );
    asked(teller, nadia, (who.olga, &people::OLGA), told).await
}

/// The yearly survey, and the last rating.
pub(super) async fn this_autumn(teller: &Teller<'_>, office: &Vendor, who: &Customers) -> Result<(), Fault> {
    teller.days_ago(58).await?;
    let told = (
        "Может ли второй человек видеть лицензии",
        "Можно ли дать коллеге доступ к лицензиям?",
        "Да: добавьте код лицензии и в его учётной записи.",
        "5",
        "Ответили за час.",
    );
    asked(teller, &office.nadia, (who.gleb, &people::GLEB), told).await?;
    teller.days_ago(43).await?;
    done(start_round(&teller.by(&office.support), true).await)?;
    teller.site.runner.drain().await?;
    sent(teller).await?;
    for (person, mark, comment) in
        [(&people::MIKA, "4", "Better than a year ago."), (&people::FUMIKO, "5", ""), (&people::GLEB, "4", "")]
    {
        said(teller, person, mark, comment).await?;
    }
    Ok(())
}

/// Somebody asks, is answered, closes the request, and says how it was.
async fn asked(
    teller: &Teller<'_>,
    colleague: &Actor,
    (account, person): (Uuid, &Person),
    (subject, text, answer, mark, comment): Told,
) -> Result<(), Fault> {
    let id = ask(teller, (account, person.2), None, &question(subject, text)).await?;
    reply(teller, colleague, id, answer, Some(Status::SolutionProvided)).await?;
    teller.clock.advance(40 * MINUTE);
    done(close(&teller.of(account), None, id, &Close { confirm: "true".into() }).await)?;
    teller.clock.advance(HOUR + MINUTE);
    sent(teller).await?;
    said(teller, person, mark, comment).await
}

/// What is due goes out.
async fn sent(teller: &Teller<'_>) -> Result<(), Fault> {
    let cx = teller.cx();
    for survey in due(&cx).await? {
        send(&cx, survey).await?;
    }
    Ok(())
}

/// By the link of the mail.
async fn said(teller: &Teller<'_>, person: &Person, mark: &str, comment: &str) -> Result<(), Fault> {
    teller.clock.advance(3 * HOUR);
    let token = token(&teller.cx(), person.0).await?;
    let said = Rating { mark: mark.into(), comment: comment.into(), ..Rating::default() };
    let visitor = teller.cx().acting_as(Actor::Visitor);
    done(rate(&visitor, &token, &said).await).map(drop)
}
