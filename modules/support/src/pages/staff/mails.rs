//! `/staff/failed-mails`: mails that could not be read; and why a mail is in the request where it is (SUP-13).

use super::request::{at, seen};
use crate::actions::failed_mail::{discard_mail, retry_mail};
use crate::actions::move_mail::{move_mail, undo_move};
use crate::lists::staff_requests::Requests;
use crate::queries::mails::{FailedMails, failed_mails, is_movable, moved_here, others_of_sender, why_here};
use crate::queries::staff::Looked;
use crate::refusals::RequestRefusal;
use crate::rights::{AGENTS, LOOKERS};
use crate::texts;
use gatehouse_context::Seen;
use gatehouse_core::{Lang, Refusal, Uuid};
use gatehouse_inbox::failed::why;
use gatehouse_inbox::mail::Verdict;
use gatehouse_inbox::{Because, Rule, Standing};
use gatehouse_web::frames::{Actions, Panel, PanelForm, Sheet};
use gatehouse_web::list::List as _;
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff, UnlessBroken as _};
use serde::Deserialize;

/// Where the failed ones are.
pub(super) const AT: &str = "/staff/failed-mails";

pub(super) fn doors() -> Doors {
    Doors::new()
        .staff(LOOKERS, |doors| doors.get(AT, list).get("/staff/requests/{id}/messages/{message}/why", because))
        .staff(AGENTS, |doors| {
            doors
                .post("/staff/failed-mails/{mail}/retry", retry)
                .post("/staff/failed-mails/{mail}/discard", discard)
                .post("/staff/requests/{id}/messages/{message}/move", moved)
                .post("/staff/requests/{id}/moves/{move}/undo", undone)
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
    staff.visit.show(&page(&staff, (id, message), (&Typed::default(), &FormErrors::new()), None).await?)
}

/// What was typed to move a mail.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    /// The number of the other request.
    target: String,
    /// `new`: one is opened.
    act: String,
}

async fn page(
    staff: &Staff,
    (id, message): (Uuid, Uuid),
    typed: (&Typed, &FormErrors),
    refusal: Option<&dyn Refusal>,
) -> Result<Sheet, Halt> {
    let seen = seen(staff, id).await?;
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let found = why_here(&visit.cx, &seen, message).await?.ok_or(Halt::NotFound)?;
    let above = [(t.msg_requests(), Requests::AT.to_owned()), (seen.row().number.clone(), at(id, ""))];
    let head = PageHead::new(t.msg_staff_mail_why()).crumbs(lang, above);
    let mut sheet = Sheet::new(visit, t.msg_staff_mail_why(), head).errors(typed.1).refusal(refusal);
    if let Some((done, from)) = moved_here(&visit.cx, &seen, message).await? {
        let number = from.map(|row| row.number).unwrap_or_default();
        let notice = Notice::info(t.msg_staff_mail_moved_from(number));
        let is_agent = staff.is_any_of(AGENTS);
        let undo = at(id, &format!("moves/{}/undo", done.id));
        sheet = sheet.notices([if is_agent { notice.undo(t.msg_staff_mail_move_undo(), undo) } else { notice }]);
    }
    sheet = sheet.with(&Panel::new("").with(&facts(&found, lang)));
    if staff.is_any_of(AGENTS) && is_movable(&visit.cx, &seen, message).await? {
        sheet = sheet.with(&move_panel(staff, &seen, (message, &found.from), typed).await?);
    }
    Ok(sheet)
}

fn facts(found: &Because, lang: Lang) -> KeyValues {
    let t = texts(lang);
    let verdict = |verdict: Verdict| Cell::text(format!("{verdict:?}").to_lowercase());
    let rule = found.decision.rule.map_or_else(|| t.msg_staff_rule_none(), |rule| rule_name(rule, lang));
    let spf = verdict(found.proof.spf);
    let spf = if found.proof.spf_domain.is_empty() { spf } else { spf.sub(found.proof.spf_domain.as_str()) };
    let mut dkim = Cell::none();
    if !found.proof.dkim.is_empty() {
        let all = found
            .proof
            .dkim
            .iter()
            .map(|one| format!("{}: {}", one.domain, format!("{:?}", one.verdict).to_lowercase()));
        dkim = Cell::text(all.collect::<Vec<_>>().join(", "));
    }
    KeyValues::new()
        .row(t.msg_staff_mail_from(), Cell::text(found.from.as_str()))
        .row(t.msg_staff_mail_to(), Cell::text(found.to.join(", ")))
        .row(t.msg_mail_subject(), Cell::text(found.subject.as_str()))
        .row(t.msg_staff_mail_rule(), Cell::text(rule))
        .row(t.msg_staff_mail_standing(), Cell::text(standing_name(found.decision.standing, lang)))
        .row("SPF", spf)
        .row("DKIM", dkim)
        .row("DMARC", verdict(found.proof.dmarc))
}

/// Where it can go: the other requests of who wrote it, one that is named, a new one.
async fn move_panel(
    staff: &Staff,
    seen: &Seen<Looked>,
    (message, from): (Uuid, &str),
    (typed, errors): (&Typed, &FormErrors),
) -> Result<Panel, Halt> {
    let t = texts(staff.visit.lang());
    let action = at(seen.row().id, &format!("messages/{message}/move"));
    let others = others_of_sender(&staff.visit.cx, seen, from).await?;
    let mut ways: Vec<Button> = others
        .into_iter()
        .map(|row| {
            Button::post(t.msg_staff_mail_move_to(&row.number), action.as_str()).with("target", row.number).small()
        })
        .collect();
    ways.push(Button::post(t.msg_staff_mail_move_new(), action.as_str()).with("act", "new").icon(Icon::Plus).small());
    let form = PanelForm::new(action.as_str())
        .unguarded()
        .field(&Field::text("target", t.msg_staff_join_number()).value(&typed.target).errors(errors))
        .button(Button::submit(t.msg_staff_mail_move()));
    Ok(Panel::new(t.msg_staff_mail_move())
        .id("move")
        .lede(t.msg_staff_mail_move_lede())
        .with(&Actions::new(ways))
        .with(&form))
}

async fn moved(staff: Staff, Ids([id, message]): Ids<2>, Posted(typed): Posted<Typed>) -> Result<Done, Halt> {
    let (visit, t) = (&staff.visit, texts(staff.visit.lang()));
    let number = if typed.act == "new" { "" } else { typed.target.as_str() };
    let moved = if typed.act != "new" && number.trim().is_empty() {
        Err(gatehouse_core::refuse(RequestRefusal::NoTarget))
    } else {
        move_mail(&visit.cx, id, message, number).await
    };
    let done = async |to: Uuid| Ok(visit.go_saying(&at(to, ""), t.msg_staff_mail_moved()));
    let again = async |errors: FormErrors| page(&staff, (id, message), (&typed, &errors), None).await;
    visit.answer(moved, done, again).await
}

async fn undone(staff: Staff, Ids([id, done]): Ids<2>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    match undo_move(&visit.cx, id, done).await.unless_broken()? {
        Ok(to) => Ok(visit.go_saying(&at(to, ""), texts(visit.lang()).msg_staff_mail_move_undone())),
        Err(refusal) => Err(Halt::refused(refusal)),
    }
}
