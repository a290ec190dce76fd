//! `/staff/licenses/chosen`: one thing done with several licenses (ux.md §5). The list sends the rows that are ticked; the page asks what has
//! to be known and whether it is meant, and then says what became of each. Each license is changed by the action of one, with its own line in
//! the log.

use super::is_clerk;
use super::staff_license::{step_fields, take_back_reasons};
use super::staff_proposals;
use crate::actions::block::{Block, BlockRefusal, Holds, block, propose_to_block};
use crate::actions::resend_code::resend_code;
use crate::actions::unblock::{TakeBack, reason, take_back};
use crate::lists::{Ticked, status_badge};
use crate::model::license::{BlockReason, grouped};
use crate::queries::licenses::ticked;
use crate::tables::license;
use crate::{LOOKERS, texts};
use gatehouse_catalog::model::input::entered;
use gatehouse_catalog::queries::products;
use gatehouse_context::Cx;
use gatehouse_core::{Lang, Uuid};
use gatehouse_web::frames::{Panel, PanelForm, Sheet};
use gatehouse_web::list::{Chosen, ChosenRefusal, Fate, results};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff, UnlessBroken as _};
use std::collections::HashMap;

/// The list.
const LIST: &str = "/staff/licenses";

pub(super) fn doors() -> Doors {
    Doors::new().staff(LOOKERS, |doors| doors.post(Ticked::AT, chosen))
}

/// What this member of the staff may do with several licenses.
pub(super) fn acts(staff: &Staff) -> Vec<Ticked> {
    if is_clerk(staff) { Ticked::OF_CLERKS.to_vec() } else { Ticked::OF_ALL.to_vec() }
}

async fn chosen(staff: Staff, Posted(sent): Posted<Vec<(String, String)>>) -> Result<Done, Halt> {
    let chosen = Chosen::read(&staff.visit.cx, sent).map_err(Halt::refused)?;
    let act = Ticked::from_word(&chosen.act).ok_or_else(|| Halt::refused(ChosenRefusal::UnknownAct))?;
    if !acts(&staff).contains(&act) {
        return Err(Halt::Forbidden);
    }
    let rows = ticked(&staff.may()?, &chosen.rows).await?;
    if !chosen.is_sure() {
        return staff.visit.show(&asking(&staff, act, &chosen, &rows, &FormErrors::new()).await?);
    }
    let t = texts(staff.visit.lang());
    match act {
        Ticked::Block => block_each(&staff, &chosen, &rows).await,
        Ticked::Unblock => unblock_each(&staff, &chosen, &rows).await,
        Ticked::Resend => {
            let each = |cx: Cx, id: Uuid| async move { resend_code(&cx, id).await };
            let fates = chosen.each(&staff.visit.cx, "licenses.resend", each).await?;
            done(&staff, act, |count| t.msg_ticked_resend_done(count), &fates, &rows)
        }
    }
}

/// Blocks them. What is wrong with the form is wrong for each of them alike: then none is blocked, and the form says so.
async fn block_each(staff: &Staff, chosen: &Chosen, rows: &HashMap<Uuid, license::Model>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let input = Block {
        reason: chosen.typed("reason").to_owned(),
        from: entered(chosen.typed("from")),
        in_steps: chosen.typed("in_steps") == "true",
        grace_days: chosen.typed("grace_days").to_owned(),
        limited_days: chosen.typed("limited_days").to_owned(),
        note: chosen.typed("note").to_owned(),
        ..Block::default()
    };
    let holds = match input.check(&visit.cx) {
        Ok(holds) => holds,
        Err(refusal) => {
            let refusal = BlockRefusal::Invalid(refusal);
            let again = async |errors: FormErrors| asking(staff, Ticked::Block, chosen, rows, &errors).await;
            return visit.again(&refusal, again).await;
        }
    };
    let large = match propose_to_block(&visit.cx, &chosen.rows, &input).await.unless_broken()? {
        Ok(large) => large,
        Err(refusal) => {
            let again = async |errors: FormErrors| asking(staff, Ticked::Block, chosen, rows, &errors).await;
            return visit.again(&refusal, again).await;
        }
    };
    if let Some(proposal) = large {
        return Ok(visit.go_saying(&staff_proposals::place(proposal), texts(visit.lang()).msg_proposal_made()));
    }
    let each = |cx: Cx, license: Uuid| {
        let input = Block { license, ..input.clone() };
        async move { block(&cx, &input).await.map(drop) }
    };
    let t = texts(visit.lang());
    let said = |count| match holds {
        Holds::Now => t.msg_ticked_block_done(count),
        Holds::Later | Holds::Waits(_) => t.msg_ticked_block_planned_done(count),
    };
    done(staff, Ticked::Block, said, &chosen.each(&visit.cx, "licenses.block", each).await?, rows)
}

/// Takes their blocks back, for one reason; it is needed as soon as one of them is blocked in steps.
async fn unblock_each(staff: &Staff, chosen: &Chosen, rows: &HashMap<Uuid, license::Model>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let typed = chosen.typed("reason");
    let is_in_steps = rows.values().any(|row| row.block_from.is_some() && row.block_grace_from.is_some());
    if let Err(refusal) = reason(typed, is_in_steps) {
        let again = async |errors: FormErrors| asking(staff, Ticked::Unblock, chosen, rows, &errors).await;
        return visit.again(&BlockRefusal::Invalid(refusal), again).await;
    }
    let each = |cx: Cx, license: Uuid| {
        let input = TakeBack { license, reason: typed.to_owned(), version: None };
        async move { take_back(&cx, &input).await }
    };
    let fates = chosen.each(&visit.cx, "licenses.unblock", each).await?;
    let t = texts(visit.lang());
    done(staff, Ticked::Unblock, |count| t.msg_ticked_unblock_done(count), &fates, rows)
}

fn title(act: Ticked, count: usize, lang: Lang) -> String {
    let (t, count) = (texts(lang), i64::try_from(count).unwrap_or(i64::MAX));
    match act {
        Ticked::Block => t.msg_ticked_block_title(count),
        Ticked::Unblock => t.msg_ticked_unblock_title(count),
        Ticked::Resend => t.msg_ticked_resend_title(count),
    }
}

fn head(title: &str, lang: Lang) -> PageHead {
    PageHead::new(title).crumbs(lang, [(texts(lang).msg_nav_licenses(), LIST)])
}

/// What is about to be done, with which licenses.
pub(super) async fn asking(
    staff: &Staff,
    act: Ticked,
    chosen: &Chosen,
    rows: &HashMap<Uuid, license::Model>,
    errors: &FormErrors,
) -> Result<Sheet, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let (title, explained) = (
        title(act, chosen.rows.len(), lang),
        match act {
            Ticked::Block => t.msg_block_explained(),
            Ticked::Unblock => t.msg_unblock_explained(),
            Ticked::Resend => t.msg_ticked_resend_explained(),
        },
    );
    let submit = Button::submit(act.name(lang)).icon(act.icon());
    let form = PanelForm::new(Ticked::AT)
        .alone()
        .unguarded()
        .fields(chosen.fields())
        .fields(match act {
            Ticked::Block => block_fields(chosen, lang, errors),
            Ticked::Unblock => vec![Markup::of(&take_back_reasons(chosen.typed("reason"), lang, errors))],
            Ticked::Resend => Vec::new(),
        })
        .button(if act == Ticked::Block { submit.danger() } else { submit.primary() })
        .button(Button::link(t.msg_cancel(), LIST));
    let table = Panel::new("").table(licenses_table(staff, chosen, rows).await?);
    let sheet = Sheet::new(visit, title.as_str(), head(&title, lang)).errors(errors);
    Ok(sheet.notices([Notice::info(explained)]).with(&form).with(&table))
}

/// The fields of the block form.
fn block_fields(chosen: &Chosen, lang: Lang, errors: &FormErrors) -> Vec<Markup> {
    let t = texts(lang);
    let reasons = BlockReason::ALL.map(|r| Choice::new(r.word(), r.name(lang)).hint(r.why(lang)));
    let reason = Choices::one("reason", t.msg_block_reason(), reasons).values(&[chosen.typed("reason")]);
    let from = Field::date("from", t.msg_block_from()).hint(t.msg_block_from_hint()).value(chosen.typed("from"));
    let note = TextArea::new("note", t.msg_block_note()).hint(t.msg_block_note_hint()).value(chosen.typed("note"));
    let steps = (chosen.typed("in_steps"), chosen.typed("grace_days"), chosen.typed("limited_days"));
    let mut fields = vec![Markup::of(&reason.errors(errors)), Markup::of(&from.optional(lang).errors(errors))];
    fields.extend(step_fields(steps, lang, errors));
    fields.push(Markup::of(&note.optional(lang).errors(errors)));
    fields
}

async fn licenses_table(staff: &Staff, chosen: &Chosen, rows: &HashMap<Uuid, license::Model>) -> Result<Table, Halt> {
    let (cx, lang) = (&staff.visit.cx, staff.visit.lang());
    let t = texts(lang);
    let sold = rows.values().map(|row| (row.product_id, row.edition_id, row.edition_rev));
    let names = products::names_of(cx, sold).await?;
    let heads = [t.msg_license_number(), t.msg_product(), t.msg_status()].map(Head::new);
    let mut table = Table::new(t.msg_nav_licenses(), heads);
    for row in chosen.rows.iter().filter_map(|id| rows.get(id)) {
        table.push([
            Cell::number_link(grouped(&row.number), format!("{LIST}/{}", row.id)),
            Cell::text(names.product(row.product_id)).sub(names.revision(row.edition_id, row.edition_rev)),
            Cell::badge(&status_badge(row, cx.now(), lang)),
        ]);
    }
    Ok(table)
}

fn done(
    staff: &Staff,
    act: Ticked,
    said: impl FnOnce(i64) -> String,
    fates: &[(Uuid, Fate)],
    rows: &HashMap<Uuid, license::Model>,
) -> Result<Done, Halt> {
    let lang = staff.visit.lang();
    let title = title(act, fates.len(), lang);
    let head = head(&title, lang).action(Button::link(texts(lang).msg_ticked_back(), LIST).icon(Icon::Back));
    let sheet = results(&staff.visit, (title, head), said, fates, |id| match rows.get(&id) {
        Some(row) => (grouped(&row.number), format!("{LIST}/{id}")),
        None => (id.to_string(), String::new()),
    });
    staff.visit.show(&sheet)
}
