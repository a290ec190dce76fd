//! `/staff/support`: hours of support, and the time within which it means to answer (SUP-17).

use super::settings::{AT, answered};
use crate::actions::save_target::{SaveTarget, remove_target, save_calendar, save_target};
use crate::model::calendar::{CalendarRule, Hours};
use crate::model::category::Level;
use crate::queries::settings::{calendars, targets};
use crate::rights::LEADS;
use crate::texts;
use gatehouse_core::Uuid;
use gatehouse_l10n::Format;
use gatehouse_web::frames::{Panel, PanelForm, Sheet};
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff};

pub(super) fn doors() -> Doors {
    Doors::new().staff(LEADS, |doors| {
        doors
            .form("/staff/support/targets/new", blank_target, create_target)
            .post("/staff/support/targets/{id}/remove", remove)
            .form("/staff/support/calendars/new", blank, create)
            .form("/staff/support/calendars/{id}", edit, save)
    })
}

/// Minutes in words: hours where they are whole.
fn minutes(value: Option<i64>, format: &Format) -> Cell {
    let t = texts(format.lang());
    match value {
        None => Cell::none(),
        Some(all) if all % 60 == 0 => Cell::text(t.msg_staff_hours(all / 60)),
        Some(all) => Cell::text(t.msg_staff_minutes(all)),
    }
}

pub(super) async fn targets_panel(staff: &Staff) -> Result<Panel, Halt> {
    let (visit, lang, format) = (&staff.visit, staff.visit.lang(), staff.visit.format());
    let t = texts(lang);
    let names = calendars(&visit.cx).await?;
    let heads = [
        t.msg_level(),
        t.msg_staff_calendar(),
        t.msg_staff_first_answer(),
        t.msg_staff_next_answer(),
        t.msg_staff_solution(),
    ];
    let heads = heads.map(Head::new).into_iter().chain([Head::actions(lang)]);
    let mut table = Table::new(t.msg_staff_targets(), heads);
    for row in targets(&visit.cx).await? {
        let level = Cell::text(row.level.name(lang));
        let level = if row.critical { level.sub(t.msg_staff_target_critical()) } else { level };
        let calendar = names.iter().find(|one| one.id == row.calendar_id).map(|one| one.name.clone());
        let remove = Button::post(t.msg_staff_remove(), format!("{AT}/targets/{}/remove", row.id)).small();
        table.push([
            level,
            Cell::text(calendar.unwrap_or_default()),
            minutes(row.first_minutes, &format),
            minutes(row.next_minutes, &format),
            minutes(row.solution_minutes, &format),
            Cell::actions([remove]),
        ]);
    }
    let new = Button::link(t.msg_staff_target_new(), format!("{AT}/targets/new")).icon(Icon::Plus).small();
    let new = (!names.is_empty()).then_some(new);
    let panel = Panel::new(t.msg_staff_targets()).id("targets").lede(t.msg_staff_targets_lede()).button(new);
    Ok(panel.table_or(table, t.msg_staff_targets_none()))
}

pub(super) async fn calendars_panel(staff: &Staff) -> Result<Panel, Halt> {
    let t = texts(staff.visit.lang());
    let mut table = Table::new(t.msg_staff_calendars(), [t.msg_staff_name(), t.msg_staff_time_zone()].map(Head::new));
    for row in calendars(&staff.visit.cx).await? {
        let hours = if row.always { t.msg_staff_calendar_always() } else { row.zone };
        table.push([Cell::link(row.name, format!("{AT}/calendars/{}", row.id)), Cell::text(hours)]);
    }
    let new = Button::link(t.msg_staff_calendar_new(), format!("{AT}/calendars/new")).icon(Icon::Plus).small();
    Ok(Panel::new(t.msg_staff_calendars())
        .id("calendars")
        .button(Some(new))
        .table_or(table, t.msg_staff_calendars_none()))
}

/// A form as it was sent.
#[derive(Clone, Debug, Default)]
struct Typed(Vec<(String, String)>);

impl Typed {
    fn get(&self, name: &str) -> String {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()).unwrap_or_default()
    }
}

async fn blank_target(staff: Staff) -> Result<Done, Halt> {
    staff.visit.show(&target_page(&staff, &Typed::default(), &FormErrors::new()).await?)
}

async fn target_page(staff: &Staff, typed: &Typed, errors: &FormErrors) -> Result<Sheet, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let levels = [Level::Premium, Level::PremiumPlus].map(|level| Choice::new(level.word(), level.name(lang)));
    let hours = calendars(&visit.cx).await?.into_iter().map(|row| Choice::new(row.id.to_string(), row.name));
    let number = |name: &'static str, label: String| {
        Field::number(name, label, 1, 525_600).value(typed.get(name)).optional(lang).errors(errors)
    };
    let critical = Checkbox::new("critical", t.msg_staff_target_critical()).checked(typed.get("critical") == "true");
    let form = PanelForm::new("")
        .alone()
        .field(&Choices::one("level", t.msg_level(), levels).values(&[typed.get("level")]).errors(errors))
        .field(&critical)
        .field(&Select::new("calendar", t.msg_staff_calendar(), hours).value(&typed.get("calendar")).errors(errors))
        .field(&number("first", t.msg_staff_first_minutes()))
        .field(&number("next", t.msg_staff_next_minutes()))
        .field(&number("solution", t.msg_staff_solution_minutes()))
        .button(Button::submit(t.msg_staff_save()).primary())
        .button(Button::link(t.msg_staff_back(), AT));
    let head = PageHead::new(t.msg_staff_target_new()).crumbs(lang, [(t.msg_staff_support_settings(), AT)]);
    Ok(Sheet::new(visit, t.msg_staff_target_new(), head).narrow().errors(errors).with(&form))
}

async fn create_target(staff: Staff, Posted(sent): Posted<Vec<(String, String)>>) -> Result<Done, Halt> {
    let (visit, typed) = (&staff.visit, Typed(sent));
    let input = SaveTarget {
        level: typed.get("level"),
        critical: typed.get("critical") == "true",
        calendar: Uuid::parse_str(&typed.get("calendar")).ok(),
        first: typed.get("first"),
        next: typed.get("next"),
        solution: typed.get("solution"),
    };
    let saved = save_target(&visit.cx, &input).await;
    let done = async |()| Ok(visit.go_saying(AT, texts(visit.lang()).msg_staff_saved()));
    visit.answer(saved, done, async |errors: FormErrors| target_page(&staff, &typed, &errors).await).await
}

async fn remove(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    answered(&staff, remove_target(&staff.visit.cx, id).await).await
}

/// Hours as they are typed, such as `09:00-12:30, 13:30-18:00`; `None`: they cannot be read.
fn hours_of(text: &str) -> Option<Vec<Hours>> {
    let minute = |text: &str| -> Option<u16> {
        let (hours, minutes) = text.trim().split_once(':')?;
        let (hours, minutes) = (hours.parse::<u16>().ok()?, minutes.parse::<u16>().ok()?);
        (minutes < 60 && hours <= 24).then_some(hours * 60 + minutes)
    };
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let (from, to) = part.split_once(['-', '–'])?;
            Some(Hours { from: minute(from)?, to: minute(to)? })
        })
        .collect()
}

fn as_typed(hours: &[Hours]) -> String {
    let at = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    hours.iter().map(|part| format!("{}-{}", at(part.from), at(part.to))).collect::<Vec<_>>().join(", ")
}

/// Monday first.
const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

fn calendar_page(staff: &Staff, typed: &Typed, errors: &FormErrors) -> Sheet {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let names = [
        t.msg_staff_monday(),
        t.msg_staff_tuesday(),
        t.msg_staff_wednesday(),
        t.msg_staff_thursday(),
        t.msg_staff_friday(),
        t.msg_staff_saturday(),
        t.msg_staff_sunday(),
    ];
    let always = Checkbox::new("always", t.msg_staff_calendar_always()).checked(typed.get("always") == "true");
    let zone = Field::text("zone", t.msg_staff_time_zone()).hint(t.msg_staff_time_zone_hint()).value(typed.get("zone"));
    let mut form = PanelForm::new("")
        .alone()
        .field(&Field::text("name", t.msg_staff_name()).value(typed.get("name")).errors(errors))
        .field(&zone.errors(errors))
        .field(&always);
    for (day, name) in DAYS.into_iter().zip(names) {
        form = form.field(&Field::text(day, name).value(typed.get(day)).optional(lang).errors(errors));
    }
    let holidays = TextArea::new("holidays", t.msg_staff_holidays()).hint(t.msg_staff_holidays_hint()).code();
    let form = form
        .field(&holidays.value(typed.get("holidays")).optional(lang).errors(errors))
        .button(Button::submit(t.msg_staff_save()).primary())
        .button(Button::link(t.msg_staff_back(), AT));
    let head = PageHead::new(t.msg_staff_calendar())
        .lede(t.msg_staff_calendar_lede())
        .crumbs(lang, [(t.msg_staff_support_settings(), AT)]);
    Sheet::new(visit, t.msg_staff_calendar(), head).narrow().errors(errors).with(&form)
}

/// The rule that was typed; the name of a field that cannot be read.
fn read(typed: &Typed) -> Result<CalendarRule, &'static str> {
    let mut week: [Vec<Hours>; 7] = Default::default();
    for (day, hours) in DAYS.into_iter().zip(&mut week) {
        *hours = hours_of(&typed.get(day)).ok_or(day)?;
    }
    let holidays = typed.get("holidays");
    let days = holidays.split([',', '\n', ' ', '\r']).filter(|day| !day.is_empty());
    let holidays = days.map(|day| day.parse().map_err(|_| "holidays")).collect::<Result<_, _>>()?;
    Ok(CalendarRule {
        zone: typed.get("zone").trim().to_owned(),
        always: typed.get("always") == "true",
        week,
        holidays,
    })
}

async fn blank(staff: Staff) -> Result<Done, Halt> {
    let mut sent =
        vec![("zone".to_owned(), staff.visit.cx.app.settings.vendor_zone().iana_name().unwrap_or("UTC").to_owned())];
    sent.extend(DAYS.iter().take(5).map(|day| ((*day).to_owned(), "09:00-18:00".to_owned())));
    staff.visit.show(&calendar_page(&staff, &Typed(sent), &FormErrors::new()))
}

async fn edit(staff: Staff, Ids([id]): Ids<1>) -> Result<Done, Halt> {
    let all = calendars(&staff.visit.cx).await?;
    let row = all.into_iter().find(|row| row.id == id).ok_or(Halt::NotFound)?;
    let week: [Vec<Hours>; 7] = serde_json::from_str(&row.hours).unwrap_or_default();
    let holidays: Vec<String> = serde_json::from_str(&row.holidays).unwrap_or_default();
    let mut sent = vec![
        ("name".to_owned(), row.name),
        ("zone".to_owned(), row.zone),
        ("always".to_owned(), row.always.to_string()),
        ("holidays".to_owned(), holidays.join("\n")),
    ];
    sent.extend(DAYS.iter().zip(&week).map(|(day, hours)| ((*day).to_owned(), as_typed(hours))));
    staff.visit.show(&calendar_page(&staff, &Typed(sent), &FormErrors::new()))
}

async fn create(staff: Staff, Posted(sent): Posted<Vec<(String, String)>>) -> Result<Done, Halt> {
    keep(&staff, None, &Typed(sent)).await
}

async fn save(staff: Staff, Ids([id]): Ids<1>, Posted(sent): Posted<Vec<(String, String)>>) -> Result<Done, Halt> {
    keep(&staff, Some(id), &Typed(sent)).await
}

async fn keep(staff: &Staff, id: Option<Uuid>, typed: &Typed) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let t = texts(visit.lang());
    let rule = match read(typed) {
        Ok(rule) => rule,
        Err(field) => {
            let text = if field == "holidays" { t.msg_staff_holidays_hint() } else { t.msg_staff_hours_hint() };
            let page = calendar_page(staff, typed, &FormErrors::one(field, text));
            return visit.show_as(axum::http::StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    let saved = save_calendar(&visit.cx, id, &typed.get("name"), &rule).await;
    let done = async |_| Ok(visit.go_saying(AT, t.msg_staff_saved()));
    // The hours of a week are seven fields; what is wrong with all of them stands at the first one.
    let again = async |errors: FormErrors| Ok(calendar_page(staff, typed, &errors.moved("week", "monday")));
    visit.answer(saved, done, again).await
}

#[cfg(test)]
mod tests {
    use super::{as_typed, hours_of};

    /// SUP-17
    #[test]
    fn hours_are_read_as_they_are_written() {
        assert_eq!(as_typed(&hours_of("9:00-12:30, 13:30–18:00").unwrap()), "09:00-12:30, 13:30-18:00");
        assert!(hours_of("nine to five").is_none() && hours_of("09:00").is_none());
        assert!(hours_of("").unwrap().is_empty());
    }
}
