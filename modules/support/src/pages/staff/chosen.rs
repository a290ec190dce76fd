//! `/staff/requests/chosen`: one thing done with several requests. Each is changed by the action of one, under a key of form and row, so that a form that
//! is sent twice changes each once; what is refused for one stops none of the others.

use super::answers::filled;
use super::belongs::colleague_choices;
use super::macros::{Named, steps_of};
use crate::actions::assign::{To, assign};
use crate::actions::run_macro::run_macro;
use crate::actions::set_status::{SetStatus, set_status};
use crate::actions::sort::{Sort, sort};
use crate::lists::staff_requests::{Requests, place, status_badge};
use crate::lists::ticked::Ticked;
use crate::model::status::Status;
use crate::model::work::CancelReason;
use crate::queries::settings::macros;
use crate::queries::staff::Looked;
use crate::queries::staff_request::open_queues;
use crate::queries::staff_requests::ticked;
use crate::refusals::RequestRefusal;
use crate::rights::{AGENTS, RequestsRead, may};
use crate::tables::request;
use crate::texts;
use gatehouse_context::{Cx, Seen};
use gatehouse_core::{Lang, OrRefuse as _, Outcome, Uuid};
use gatehouse_web::frames::{Panel, PanelForm, Sheet};
use gatehouse_web::list::{Chosen, ChosenRefusal, Fate, List as _, results};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff};
use std::collections::HashMap;

pub(super) fn doors() -> Doors {
    Doors::new().staff(AGENTS, |doors| doors.post(Ticked::AT, chosen))
}

async fn chosen(staff: Staff, Posted(sent): Posted<Vec<(String, String)>>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let chosen = Chosen::read(&visit.cx, sent).map_err(Halt::refused)?;
    let act = Ticked::from_word(&chosen.act).ok_or_else(|| Halt::refused(ChosenRefusal::UnknownAct))?;
    let rows = ticked(&staff.may()?, &chosen.rows).await?;
    let reason = CancelReason::from_word(chosen.typed("reason"));
    let id = |name: &str| Uuid::parse_str(chosen.typed(name)).ok();
    let (queue, colleague) = (id("queue"), id("to"));
    let found = match id("macro") {
        Some(id) => macros(&visit.cx).await?.into_iter().find(|row| row.id == id),
        None => None,
    };
    let is_whole = match act {
        Ticked::Take | Ticked::Release => true,
        Ticked::Assign => colleague.is_some(),
        Ticked::Move => queue.is_some(),
        Ticked::Macro => found.is_some(),
        Ticked::Cancel => reason.is_some(),
    };
    if !chosen.is_sure() || !is_whole {
        return visit.show(&asking(&staff, act, &chosen, &rows).await?);
    }
    let fates = match act {
        Ticked::Take | Ticked::Release | Ticked::Assign => {
            let to = match (act, colleague) {
                (Ticked::Take, _) => To::Me,
                (Ticked::Assign, Some(colleague)) => To::Colleague(colleague),
                _ => To::Nobody,
            };
            let each = |cx: Cx, id: Uuid| async move { assign(&cx, id, to, None).await };
            chosen.each(&visit.cx, "requests.assign", each).await?
        }
        Ticked::Move => {
            let each = |cx: Cx, id: Uuid| async move { sort(&cx, id, Sort { queue, ..Sort::default() }).await };
            chosen.each(&visit.cx, "requests.move", each).await?
        }
        Ticked::Macro => {
            let which = found.map(|row| (row.id, steps_of(&row).canned)).unwrap_or_default();
            let answers_as = staff.session.label.as_str();
            let each = |cx: Cx, id: Uuid| async move { run_on(&cx, id, which, answers_as).await };
            chosen.each(&visit.cx, "requests.macro", each).await?
        }
        Ticked::Cancel => {
            let input = SetStatus {
                status: Status::CanceledBySupport.word().to_owned(),
                reason: chosen.typed("reason").to_owned(),
                message: chosen.typed("message").to_owned(),
                ..SetStatus::default()
            };
            let each = |cx: Cx, id: Uuid| {
                let input = input.clone();
                async move { set_status(&cx, id, &input).await }
            };
            chosen.each(&visit.cx, "requests.cancel", each).await?
        }
    };
    done(&staff, act, &fates, &rows)
}

/// Runs a macro on one request; its answer is filled in from that.
async fn run_on(
    cx: &Cx,
    id: Uuid,
    (which, canned): (Uuid, Option<Uuid>),
    answers_as: &str,
) -> Outcome<(), RequestRefusal> {
    let may = may::<RequestsRead>(cx).or_refuse()?;
    let seen = Seen::<Looked>::find(&may, id).await?.ok_or(RequestRefusal::NotFound).or_refuse()?;
    let text = match canned {
        Some(canned) => filled(cx, answers_as, &seen, canned).await?,
        None => String::new(),
    };
    run_macro(cx, id, which, &text, None).await
}

fn head(title: &str, lang: Lang) -> PageHead {
    PageHead::new(title).crumbs(lang, [(texts(lang).msg_requests(), Requests::AT)])
}

/// What is about to be done, with which requests.
async fn asking(
    staff: &Staff,
    act: Ticked,
    chosen: &Chosen,
    rows: &HashMap<Uuid, request::Model>,
) -> Result<Sheet, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let title = act.name(lang);
    let mut form = PanelForm::new(Ticked::AT).alone().unguarded().fields(chosen.fields());
    match act {
        Ticked::Take | Ticked::Release => {}
        Ticked::Move => {
            let queues = open_queues(&visit.cx).await?.into_iter();
            let queues = queues.map(|queue| Choice::new(queue.id.to_string(), queue.name));
            form = form.field(&Choices::one("queue", t.msg_staff_queue(), queues).values(&[chosen.typed("queue")]));
        }
        Ticked::Assign => {
            let all = colleague_choices(&visit.cx).await?;
            form = form.field(&Choices::one("to", t.msg_staff_assignee(), all).values(&[chosen.typed("to")]));
        }
        Ticked::Macro => {
            let words = Named::of(&visit.cx).await?;
            let all = macros(&visit.cx).await?.into_iter();
            let all = all.map(|row| {
                Choice::new(row.id.to_string(), row.name.as_str()).hint(words.in_words(&steps_of(&row), lang))
            });
            form = form.field(&Choices::one("macro", t.msg_staff_macros(), all).values(&[chosen.typed("macro")]));
        }
        Ticked::Cancel => {
            let reasons = CancelReason::ALL.map(|reason| Choice::new(reason.word(), reason.name(lang)));
            let message =
                TextArea::new("message", t.msg_staff_status_message()).hint(t.msg_staff_status_message_hint());
            form = form
                .field(&Choices::one("reason", t.msg_reason(), reasons).values(&[chosen.typed("reason")]))
                .field(&message.value(chosen.typed("message")).optional(lang));
        }
    }
    let submit = Button::submit(title.as_str()).icon(act.icon());
    let form = form
        .button(if act == Ticked::Cancel { submit.danger() } else { submit.primary() })
        .button(Button::link(t.msg_staff_back(), Requests::AT));
    let heads = [t.msg_mail_number(), t.msg_status()].map(Head::new);
    let mut table = Table::new(t.msg_requests(), heads);
    for row in chosen.rows.iter().filter_map(|id| rows.get(id)) {
        table.push([Cell::number_link(&row.number, place(row.id)), Cell::badge(&status_badge(row, lang))]);
    }
    let sheet = Sheet::new(visit, title.as_str(), head(&title, lang));
    Ok(sheet.with(&form).with(&Panel::new("").table(table)))
}

fn done(
    staff: &Staff,
    act: Ticked,
    fates: &[(Uuid, Fate)],
    rows: &HashMap<Uuid, request::Model>,
) -> Result<Done, Halt> {
    let lang = staff.visit.lang();
    let t = texts(lang);
    let title = act.name(lang);
    let head = head(&title, lang).action(Button::link(t.msg_staff_back(), Requests::AT).icon(Icon::Back));
    let said = |count| t.msg_staff_chosen_done(count);
    let sheet = results(&staff.visit, (title, head), said, fates, |id| match rows.get(&id) {
        Some(row) => (row.number.clone(), place(id)),
        None => (id.to_string(), String::new()),
    });
    staff.visit.show(&sheet)
}
