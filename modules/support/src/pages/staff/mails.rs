//! `/staff/support/mails`: mails that could not be read; and why a mail is in the request where it is (SUP-13).

use super::request::{at, seen};
use crate::actions::failed_mail::{discard_mail, retry_mail};
use crate::lists::staff_requests::Requests;
use crate::queries::mails::{FailedMails, failed_mails, why_here};
use crate::rights::{AGENTS, LOOKERS};
use crate::texts;
use gatehouse_context::Seen;
use gatehouse_core::Lang;
use gatehouse_inbox::failed::why;
use gatehouse_inbox::mail::Verdict;
use gatehouse_inbox::{Rule, Standing};
use gatehouse_web::frames::{Panel, Sheet};
use gatehouse_web::list::List as _;
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Staff, UnlessBroken as _};

/// Where the failed ones are.
pub(super) const AT: &str = "/staff/failed-mails";

pub(super) fn doors() -> Doors {
    Doors::new()
        .staff(LOOKERS, |doors| doors.get(AT, list).get("/staff/requests/{id}/messages/{message}/why", because))
        .staff(AGENTS, |doors| {
            doors.post("/staff/failed-mails/{mail}/retry", retry).post("/staff/failed-mails/{mail}/discard", discard)
        })
}

async fn list(staff: Staff) -> Result<Done, Halt> {
    let (visit, lang, format) = (&staff.visit, staff.visit.lang(), staff.visit.format());
    let t = texts(lang);
    let looked = Seen::of(&staff.may()?, FailedMails).await?;
    let heads = [t.msg_staff_mail_from(), t.msg_staff_mail_to(), t.msg_reason(), t.msg_staff_at()].map(Head::new);
    let mut table = Table::new(t.msg_staff_failed_mails(), heads.into_iter().chain([Head::actions(lang)]));
    let may_act = staff.is_any_of(AGENTS);
    for one in failed_mails(&visit.cx, &looked).await? {
        let buttons = [
            Button::post(t.msg_staff_mail_retry(), format!("{AT}/{}/retry", one.id)).small(),
            Button::post(t.msg_staff_mail_discard(), format!("{AT}/{}/discard", one.id)).small().danger(),
        ];
        table.push([
            Cell::text(one.envelope.from.unwrap_or_default()),
            Cell::text(one.envelope.to.join(", ")),
            Cell::text(why(lang, &one.failure).unwrap_or(one.failure)),
            Cell::time(&format, one.failed_at),
            Cell::actions(buttons.into_iter().filter(|_| may_act)),
        ]);
    }
    let head = PageHead::new(t.msg_staff_failed_mails()).lede(t.msg_staff_failed_mails_lede());
    let panel = Panel::new("").table_or(table, t.msg_staff_failed_mails_none());
    visit.show(&Sheet::new(visit, t.msg_staff_failed_mails(), head).with(&panel))
}

async fn retry(staff: Staff, Ids([mail]): Ids<1>) -> Result<Done, Halt> {
    match retry_mail(&staff.visit.cx, mail).await.unless_broken()? {
        Ok(()) => Ok(staff.visit.go_saying(AT, texts(staff.visit.lang()).msg_staff_mail_retried())),
        Err(refusal) => Err(Halt::refused(refusal)),
    }
}

async fn discard(staff: Staff, Ids([mail]): Ids<1>) -> Result<Done, Halt> {
    match discard_mail(&staff.visit.cx, mail).await.unless_broken()? {
        Ok(()) => Ok(staff.visit.go_saying(AT, texts(staff.visit.lang()).msg_staff_mail_discarded())),
        Err(refusal) => Err(Halt::refused(refusal)),
    }
}

fn rule_name(rule: Rule, lang: Lang) -> String {
    let t = texts(lang);
    match rule {
        Rule::Address => t.msg_staff_rule_address(),
        Rule::Thread => t.msg_staff_rule_thread(),
        Rule::Number => t.msg_staff_rule_number(),
        Rule::Body => t.msg_staff_rule_body(),
        Rule::Bounce => t.msg_staff_rule_bounce(),
    }
}

fn standing_name(standing: Standing, lang: Lang) -> String {
    let t = texts(lang);
    match standing {
        Standing::Stranger => t.msg_staff_standing_stranger(),
        Standing::SameCompany => t.msg_staff_standing_company(),
        Standing::Participant => t.msg_staff_standing_participant(),
    }
}

async fn because(staff: Staff, Ids([id, message]): Ids<2>) -> Result<Done, Halt> {
    let seen = seen(&staff, id).await?;
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let found = why_here(&visit.cx, &seen, message).await?.ok_or(Halt::NotFound)?;
    let verdict = |verdict: Verdict| Cell::text(format!("{verdict:?}").to_lowercase());
    let rule = found.decision.rule.map_or_else(|| t.msg_staff_rule_none(), |rule| rule_name(rule, lang));
    let facts = KeyValues::new()
        .row(t.msg_staff_mail_from(), Cell::text(found.from))
        .row(t.msg_staff_mail_to(), Cell::text(found.to.join(", ")))
        .row(t.msg_mail_subject(), Cell::text(found.subject))
        .row(t.msg_staff_mail_rule(), Cell::text(rule))
        .row(t.msg_staff_mail_standing(), Cell::text(standing_name(found.decision.standing, lang)))
        .row("SPF", verdict(found.proof.spf))
        .row("DMARC", verdict(found.proof.dmarc));
    let above = [(t.msg_requests(), Requests::AT.to_owned()), (seen.row().number.clone(), at(id, ""))];
    let head = PageHead::new(t.msg_staff_mail_why()).crumbs(lang, above);
    visit.show(&Sheet::new(visit, t.msg_staff_mail_why(), head).with(&Panel::new("").with(&facts)))
}
