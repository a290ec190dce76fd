//! `…/{id}/merge`: several codes become one, at renewal (LIC-19): chosen, seen in advance, confirmed; and undone, until the new code is used.

use super::{Side, choice};
use crate::actions::merge::{Merge, Preview, merge, preview};
use crate::actions::undo_merge::undo_merge;
use crate::model::license::grouped;
use crate::model::life::{Part, seat_days};
use crate::queries::life::{Choices as Chosen, choices, life};
use crate::texts;
use gatehouse_core::Uuid;
use gatehouse_l10n::Format;
use gatehouse_web::frames::{Panel, PanelForm, Paragraph, Sheet};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, UnlessBroken as _};

/// What was chosen, as sent.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(in crate::pages) struct Typed {
    licenses: Vec<String>,
    renewal: String,
    step: String,
}

impl Typed {
    fn input(&self) -> Merge {
        let ids = self.licenses.iter().filter_map(|id| Uuid::parse_str(id).ok());
        Merge { licenses: ids.collect(), renewal: Uuid::parse_str(&self.renewal).ok() }
    }
}

/// The choice.
pub(in crate::pages) async fn show(side: &Side<'_>) -> Result<Done, Halt> {
    side.visit.show(&choosing(side, None, &FormErrors::new()).await?)
}

/// The preview, or what was confirmed.
pub(in crate::pages) async fn post(side: &Side<'_>, typed: &Typed) -> Result<Done, Halt> {
    let (visit, t, input) = (side.visit, texts(side.visit.lang()), typed.input());
    if typed.step == "confirm" {
        let done = async |made: Uuid| Ok(visit.go_saying(&format!("{}/{made}", side.list), t.msg_merge_done()));
        let again = async |errors| choosing(side, Some(typed), &errors).await;
        return visit.answer(merge(&visit.cx, side.behalf, &input).await, done, again).await;
    }
    match preview(&visit.cx, side.behalf, &input).await.unless_broken()? {
        Ok(preview) => visit.show(&confirming(side, typed, &preview)),
        Err(refusal) => visit.again(&refusal, async |errors| choosing(side, Some(typed), &errors).await).await,
    }
}

async fn choosing(side: &Side<'_>, typed: Option<&Typed>, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, t) = (side.visit, texts(side.visit.lang()));
    let title = t.msg_merge_title();
    let sheet = Sheet::new(visit, title.as_str(), side.head(&title)).narrow().errors(errors);
    let Chosen { running, fresh } = choices(&visit.cx, &side.license, side.holder).await?;
    let format = visit.format();
    if running.is_empty() || fresh.is_empty() {
        let panel = Panel::new("").with(&Paragraph::new(t.msg_life_only_at_renewal()));
        let panel = match side.holder {
            Some(_) => panel
                .with(&Paragraph::muted(t.msg_life_next_buy_renewal()))
                .with(&Button::link(t.msg_customer_add(), format!("{}/add", side.list)).icon(Icon::Plus)),
            None => panel.with(&Paragraph::muted(t.msg_merge_none_staff())),
        };
        return Ok(sheet.with(&panel));
    }
    let all: Vec<String> = running.iter().map(|row| row.id.to_string()).collect();
    let licenses = Choices::several("licenses", t.msg_merge_licenses(), running.iter().map(|row| choice(row, &format)));
    let renewal = Select::new("renewal", t.msg_merge_renewal(), fresh.iter().map(|row| choice(row, &format)));
    let renewal = match typed {
        Some(typed) => renewal.value(&typed.renewal),
        None => renewal,
    };
    let form = PanelForm::new("")
        .alone()
        .unguarded()
        .field(&Paragraph::new(t.msg_merge_text()))
        .field(&licenses.values(typed.map_or(all.as_slice(), |typed| typed.licenses.as_slice())).errors(errors))
        .field(&renewal.hint(t.msg_merge_renewal_hint()).errors(errors))
        .button(Button::submit(t.msg_merge_preview()).primary())
        .button(Button::link(t.msg_cancel(), side.page()));
    Ok(sheet.with(&form))
}

fn confirming(side: &Side<'_>, typed: &Typed, preview: &Preview) -> Sheet {
    let (visit, t, format) = (side.visit, texts(side.visit.lang()), side.visit.format());
    let title = t.msg_merge_preview_title();
    let now = visit.cx.now();
    let result = KeyValues::new()
        .row(t.msg_seats(), Cell::number(format.number(preview.seats)))
        .row(t.msg_ends(), Cell::date(&format, preview.ends))
        .row(t.msg_merge_days_in(), Cell::number(format.number(preview.seat_days_in())))
        .row(t.msg_merge_days_out(), Cell::number(format.number(preview.seat_days_out(now))))
        .row(t.msg_merge_devices(), Cell::number(format.number(preview.devices)));
    let transition = match preview.transition_days {
        0 => t.msg_merge_stop_now(),
        days => t.msg_merge_stop_later(days, format.number(days)),
    };
    let mut form = PanelForm::new("").alone().unguarded().field(&Paragraph::new(transition));
    for id in &typed.licenses {
        form = form.field(&Field::hidden("licenses", id));
    }
    let form = form
        .field(&Field::hidden("renewal", &typed.renewal))
        .field(&Field::hidden("step", "confirm"))
        .field(&Paragraph::muted(t.msg_mail_merged_undo()))
        .button(Button::submit(t.msg_merge_confirm()).primary())
        .button(Button::link(t.msg_cancel(), format!("{}/merge", side.page())));
    Sheet::new(visit, title.as_str(), side.head(&title))
        .narrow()
        .with(&Panel::new(t.msg_merge_in()).table(going_in(&preview.parts, &format)))
        .with(&Panel::new(t.msg_merge_out()).with(&result))
        .with(&form)
}

/// What goes in, license by license.
fn going_in(parts: &[(crate::tables::license::Model, Part)], format: &Format) -> Table {
    let t = texts(format.lang());
    let heads = [t.msg_life_license(), t.msg_seats(), t.msg_ends(), t.msg_merge_days_in()].map(Head::new);
    let mut table = Table::new(t.msg_merge_in(), heads);
    for (row, part) in parts {
        let ends = row.ends_at.map_or_else(|| Cell::text(t.msg_status_not_activated()), |end| Cell::date(format, end));
        table.push([
            Cell::text(grouped(&row.number)),
            Cell::number(format.number(row.seats)),
            ends,
            Cell::number(format.number(seat_days(&[*part]))),
        ]);
    }
    table
}

/// Whether the merge is to be undone.
pub(in crate::pages) async fn ask_undo(side: &Side<'_>) -> Result<Done, Halt> {
    side.visit.show(&undoing(side, &FormErrors::new()).await?)
}

async fn undoing(side: &Side<'_>, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, t) = (side.visit, texts(side.visit.lang()));
    let title = t.msg_merge_undo();
    let parents = life(&visit.cx, &side.license).await?.parents;
    let numbers: Vec<String> = parents.iter().map(|row| grouped(&row.number)).collect();
    let form = PanelForm::new("")
        .alone()
        .field(&Paragraph::new(t.msg_merge_undo_ask(numbers.join(", "))))
        .button(Button::submit(t.msg_merge_undo()).danger().icon(Icon::Undo))
        .button(Button::link(t.msg_cancel(), side.page()));
    Ok(Sheet::new(visit, title.as_str(), side.head(&title)).narrow().errors(errors).with(&form))
}

/// Undoes it.
pub(in crate::pages) async fn undo(side: &Side<'_>) -> Result<Done, Halt> {
    let (visit, t) = (side.visit, texts(side.visit.lang()));
    let undone = undo_merge(&visit.cx, side.behalf, side.license.id).await;
    let back = side.holder.map_or_else(|| side.page(), |_| side.list.clone());
    let done = async |_| Ok(visit.go_saying(&back, t.msg_merge_undone()));
    visit.answer(undone, done, async |errors| undoing(side, &errors).await).await
}
