//! `/licenses/{id}`: one license (LIC-6).

use super::{LIST, agreement};
use crate::lists::{ends, platform, seats, status_badge};
use crate::model::license::{Status, grouped, is_activation_missed, status};
use crate::model::seat_refusal::one_after_another;
use crate::queries::customer_license::{self, CustomerLicense};
use crate::queries::customer_licenses::ENDING_DAYS;
use crate::queries::devices::Device;
use crate::texts;
use gatehouse_catalog::model::term::term_in_words;
use gatehouse_core::{DAY, Lang, Moment, Personal};
use gatehouse_db::{ListKey, PageRequest};
use gatehouse_l10n::Format;
use gatehouse_web::frames::{Panel, Paragraph, Sheet, Split};
use gatehouse_web::query::{Asked, Ids, address};
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Doors, Halt, history};

pub(super) fn doors() -> Doors {
    Doors::new().customers(|doors| doors.get("/licenses/{license}", show))
}

async fn show(customer: Customer, Ids([id]): Ids<1>, asked: Asked) -> Result<Done, Halt> {
    let (visit, account) = (&customer.visit, customer.session.account);
    let devices_of = ListKey::new(&visit.cx.app.keys, format!("{LIST}/{id}"));
    let size = asked.raw("size").and_then(|size| size.parse().ok());
    let request = PageRequest::parse(devices_of, asked.raw("after"), asked.raw("before"), size);
    let held = customer_license::find(&visit.cx, account, id, &request).await?.ok_or(Halt::NotFound)?;
    let (lang, format, now) = (visit.lang(), visit.format(), visit.cx.now());
    let t = texts(lang);
    let head = PageHead::new(held.product.name.as_str())
        .lede(held.edition.name.as_str())
        .badge(status_badge(&held.license, now, lang))
        .crumbs(lang, [(t.msg_customer_title(), LIST)]);
    let remove = Button::link(t.msg_customer_remove(), format!("{LIST}/{id}/remove")).danger();
    let standing = agreement::standing_of(&customer, &held.license, &held.product).await?;
    let facts = agreement::row(facts(&held, &format, now), standing.as_ref(), &format);
    let mut split =
        Split::new().main(&Panel::new("").with(&facts)).main(&devices(&held, &format)).main(&applications(&held, lang));
    if !held.features.is_empty() {
        split = split.main(&features(&held, lang));
    }
    let split = split
        .beside(&history_panel(history::for_holder(&visit.cx, id, account).await?, lang))
        .beside(&Panel::new("").danger().with(&remove));
    let title = format!("{} · {}", held.product.name, grouped(&held.license.number));
    let first = agreement::notice(standing.as_ref(), id, lang);
    let notices = first.into_iter().chain(next_step(&held, &format, now));
    visit.show(&Sheet::new(visit, title, head).notices(notices).with(&split))
}

fn history_panel(told: Vec<Entry>, lang: Lang) -> Panel {
    let t = texts(lang);
    let panel = Panel::new(t.msg_customer_history()).id("history");
    if told.is_empty() {
        return panel.with(&Paragraph::muted(t.msg_customer_history_none()));
    }
    panel.with(&Timeline::new(told))
}

/// The one thing that the holder should know or do now.
fn next_step(held: &CustomerLicense, format: &Format, now: Moment) -> Vec<Notice> {
    let (license, t) = (&held.license, texts(format.lang()));
    let day = |at: Moment| format.date(at);
    match (status(license, now), license.block_from) {
        (Status::Blocked, _) => {
            let notice = Notice::bad(why_blocked(held, format.lang())).title(t.msg_customer_blocked_title());
            vec![with_note(notice, held, format.lang())]
        }
        (Status::AwaitingVerification, _) => {
            vec![Notice::info(t.msg_customer_next_verification()).title(t.msg_customer_next_verification_title())]
        }
        (Status::Expired, _) => {
            let (title, text) = match license.activate_by.filter(|_| is_activation_missed(license, now)) {
                Some(by) => {
                    let why = t.msg_activation_activate_by_passed(day(by));
                    let text = one_after_another(format.lang(), &why, &t.msg_customer_next_missed());
                    (t.msg_customer_next_missed_title(), text)
                }
                None => (t.msg_customer_next_expired_title(), t.msg_customer_next_expired()),
            };
            vec![Notice::warn(text).title(title).action(t.msg_customer_add(), "/licenses/add")]
        }
        (Status::NotActivated | Status::Active, Some(from)) => {
            let from = t.msg_customer_block_planned(day(from));
            let text = one_after_another(format.lang(), &from, &why_blocked(held, format.lang()));
            let notice = Notice::warn(text).title(t.msg_customer_block_planned_title());
            vec![with_note(notice, held, format.lang())]
        }
        (Status::NotActivated, None) => vec![activate_first(held, format)],
        (Status::Active, None) => running(held, format, now),
    }
}

fn activate_first(held: &CustomerLicense, format: &Format) -> Notice {
    let (license, t) = (&held.license, texts(format.lang()));
    let starts_now = license.fixed_until.is_none() && (license.months.is_some() || license.days.is_some());
    let mut text = if starts_now {
        t.msg_customer_next_activate(term_in_words(license.months, license.days, None, format))
    } else {
        t.msg_customer_next_activate_fixed()
    };
    if let Some(by) = license.activate_by {
        let by = t.msg_customer_next_activate_by(format.date(by));
        text = one_after_another(format.lang(), &text, &by);
    }
    let (label, href) = if held.applications.is_empty() {
        (t.msg_customer_code_show(), format!("{LIST}/{}/code", license.id))
    } else {
        (t.msg_customer_applications(), "#applications".to_owned())
    };
    Notice::info(text).title(t.msg_customer_next_activate_title()).action(label, href)
}

fn running(held: &CustomerLicense, format: &Format, now: Moment) -> Vec<Notice> {
    let (license, t) = (&held.license, texts(format.lang()));
    let mut notices = Vec::new();
    if let Some(ends) = license.ends_at.filter(|ends| *ends <= now.plus(ENDING_DAYS * DAY)) {
        let text = t.msg_customer_next_ending(format.date(ends));
        notices.push(Notice::warn(text).title(t.msg_customer_next_ending_title()));
    }
    if license.seats_used >= license.seats {
        notices.push(Notice::info(t.msg_customer_next_full()).title(t.msg_customer_next_full_title()));
    }
    notices
}

fn why_blocked(held: &CustomerLicense, lang: Lang) -> String {
    held.license.block_reason.map(|r| one_after_another(lang, &r.why(lang), &r.what_to_do(lang))).unwrap_or_default()
}

/// The clerk's own words stand apart, and it is said whose they are, as in the mail.
fn with_note(notice: Notice, held: &CustomerLicense, lang: Lang) -> Notice {
    match &held.block_note {
        Some(Personal(note)) => notice.more(texts(lang).msg_mail_block_note(note)),
        None => notice,
    }
}

fn facts(held: &CustomerLicense, format: &Format, now: Moment) -> KeyValues {
    let (license, lang, t) = (&held.license, format.lang(), texts(format.lang()));
    let activated =
        license.first_activated_at.map_or_else(|| Cell::text(t.msg_customer_not_yet()), |at| Cell::date(format, at));
    let code = if held.masked_code.is_empty() {
        Cell::text(t.msg_customer_code_gone())
    } else {
        let show = Button::link(t.msg_customer_code_show(), format!("{LIST}/{}/code", license.id)).small();
        Cell::of(&Markup::of(&CopyCode::masked(lang, held.masked_code.as_str())).then(&show))
    };
    let mut facts = KeyValues::new()
        .row(t.msg_customer_code(), code)
        .row(t.msg_customer_number(), Cell::number(grouped(&license.number)))
        .row(t.msg_customer_edition(), Cell::text(held.edition.name.as_str()))
        .row(t.msg_customer_seats(), seats(license, lang))
        .row(t.msg_customer_activated(), activated)
        .row(t.msg_customer_ends(), ends(format, license, now))
        .row(t.msg_customer_added_on(), Cell::date(format, held.added_at));
    if let Some(order) = &held.order {
        facts = facts.row(t.msg_customer_order(), Cell::number(order.number.as_str()));
        if let Some(partner) = &order.partner {
            facts = facts.row(t.msg_customer_sold_by(), Cell::text(partner.as_str()));
        }
    }
    facts
}

fn devices(held: &CustomerLicense, format: &Format) -> Panel {
    let (lang, t) = (format.lang(), texts(format.lang()));
    let heads = [
        t.msg_customer_device(),
        t.msg_customer_device_platform(),
        t.msg_customer_device_activated(),
        t.msg_customer_device_seen(),
    ];
    let mut table = Table::new(t.msg_customer_devices(), heads.map(Head::new).into_iter().chain([Head::actions(lang)]));
    for device in &held.devices.items {
        table.push(device_row(held, device, format));
    }
    let panel = Panel::new(t.msg_customer_devices()).id("devices").table_or(table, t.msg_customer_devices_none());
    match &held.devices.next {
        Some(next) => {
            let more = address(&format!("{LIST}/{}", held.license.id), &[("after", next)]);
            panel.with(&Button::link(t.msg_devices_more(), more))
        }
        None => panel,
    }
}

fn device_row(held: &CustomerLicense, device: &Device, format: &Format) -> [Cell; 5] {
    let t = texts(format.lang());
    let row = &device.row;
    let name = if device.name.is_empty() { t.msg_customer_device_unnamed() } else { device.name.clone() };
    let runs = [&row.application, &row.product_version].into_iter().flatten().cloned().collect::<Vec<_>>().join(" ");
    let platform = platform(row, format.lang());
    let href = format!("{LIST}/{}/devices/{}/deactivate", held.license.id, row.id);
    [
        Cell::text(name.as_str()),
        if runs.is_empty() { platform } else { platform.sub(runs) },
        Cell::date(format, row.activated_at),
        Cell::time(format, row.last_seen_at),
        Cell::actions([Button::link(t.msg_customer_device_deactivate(), href).about(name)]),
    ]
}

fn applications(held: &CustomerLicense, lang: Lang) -> Panel {
    let t = texts(lang);
    let heads = [Head::new(t.msg_customer_application()), Head::new(t.msg_customer_platform()), Head::actions(lang)];
    let mut table = Table::new(t.msg_customer_applications(), heads);
    for application in &held.applications {
        let name = application.name.as_str();
        let download = Some(application.download_url.as_str())
            .filter(|url| !url.is_empty())
            .map(|url| Button::link(t.msg_customer_download(), url).about(name).icon(Icon::Download));
        table.push([Cell::text(name), Cell::text(application.platform.name(lang)), Cell::actions(download)]);
    }
    Panel::new(t.msg_customer_applications()).id("applications").table_or(table, t.msg_customer_applications_none())
}

fn features(held: &CustomerLicense, lang: Lang) -> Panel {
    let t = texts(lang);
    let ticks = Ticks::new(held.features.iter().cloned(), &t.msg_customer_feature_yes(), &t.msg_customer_feature_no());
    Panel::new(t.msg_customer_features()).id("features").with(&ticks)
}
