//! The panels of a license's page: devices, applications, features, history.

use super::super::help::place;
use super::{LIST, Shown};
use crate::lists::{CustomerDevices, CustomerUsage, platform};
use crate::model::license::Kind;
use crate::queries::customer_license::CustomerLicense;
use crate::queries::devices::Device;
use crate::texts;
use gatehouse_catalog::model::edition_service::AccountNeed;
use gatehouse_catalog::model::term::term_in_words;
use gatehouse_core::Lang;
use gatehouse_web::Scope;
use gatehouse_web::frames::{Actions, Panel, Paragraph};
use gatehouse_web::query::address;
use gatehouse_web::support::ask;
use gatehouse_web::view::*;

/// The devices with a seat, and when each was last seen.
pub(super) fn devices(shown: &Shown<'_>) -> Panel {
    let (held, lang) = (shown.held, shown.format.lang());
    let t = texts(lang);
    let heads = [
        t.msg_customer_device(),
        t.msg_customer_device_platform(),
        t.msg_customer_device_activated(),
        t.msg_customer_device_seen(),
    ];
    let mut table = Table::new(t.msg_customer_devices(), heads.map(Head::new).into_iter().chain([Head::actions(lang)]));
    for device in &held.devices.items {
        table.push(device_row(shown, device));
    }
    let panel = Panel::new(t.msg_customer_devices()).id("devices").table_or(table, t.msg_customer_devices_none());
    let license = held.license.id;
    let panel = panel.with(&Actions::new([
        Button::link(t.msg_devices_all(), CustomerDevices::of_license(license)).icon(Icon::Device).quiet(),
        Button::link(t.msg_usage_title(), CustomerUsage::of_license(license)).icon(Icon::Activity).quiet(),
    ]));
    match &held.devices.next {
        Some(next) => {
            let more = address(&format!("{LIST}/{}", held.license.id), &[("after", next)]);
            panel.with(&Button::link(t.msg_devices_more(), more))
        }
        None => panel,
    }
}

fn device_row(shown: &Shown<'_>, device: &Device) -> [Cell; 5] {
    let (format, lang) = (shown.format, shown.format.lang());
    let (t, row) = (texts(lang), &device.row);
    let name = if device.name.is_empty() { t.msg_customer_device_unnamed() } else { device.name.clone() };
    let runs = [&row.application, &row.product_version].into_iter().flatten().cloned().collect::<Vec<_>>().join(" ");
    let platform = platform(row, lang);
    let here = format!("{LIST}/{}/devices/{}", shown.held.license.id, row.id);
    let rename = Button::link(t.msg_customer_device_rename(), format!("{here}/rename")).about(name.as_str());
    let deactivate = Button::link(t.msg_customer_device_deactivate(), format!("{here}/deactivate"));
    [
        Cell::text(name.as_str()),
        if runs.is_empty() { platform } else { platform.sub(runs) },
        Cell::date(format, row.activated_at),
        Cell::ago(format, row.last_seen_at, shown.now),
        Cell::actions([rename, deactivate.about(name)]),
    ]
}

/// What it activates.
pub(super) fn applications(held: &CustomerLicense, lang: Lang) -> Panel {
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

/// What its edition includes.
pub(super) fn features(held: &CustomerLicense, lang: Lang) -> Panel {
    let t = texts(lang);
    let ticks = Ticks::new(held.features.iter().cloned(), &t.msg_customer_feature_yes(), &t.msg_customer_feature_no());
    Panel::new(t.msg_customer_features()).id("features").with(&ticks)
}

/// The way to the renewal center, for a license with an end (LIC-8). A trial is bought, not renewed.
pub(super) fn renewal(held: &CustomerLicense, lang: Lang) -> Option<Panel> {
    let (license, t) = (&held.license, texts(lang));
    let has_end = license.ends_at.is_some() || license.months.is_some() || license.days.is_some();
    if !has_end || license.kind == Kind::Trial {
        return None;
    }
    let open = Button::link(t.msg_renewal_open(), format!("{LIST}/{}/renewal", license.id)).icon(Icon::Calendar);
    Some(Panel::new(t.msg_renewal_title()).id("renewal").text(t.msg_renewal_panel()).with(&Actions::new([open])))
}

/// What comes with it: devices, term, support and further services (LIC-34), and what needs an account (LIC-33).
pub(super) fn brings(shown: &Shown<'_>) -> Panel {
    let (brings, lang) = (shown.brings, shown.format.lang());
    let t = texts(lang);
    let term = term_in_words(brings.months, brings.days, brings.fixed_until, shown.format);
    let facts = KeyValues::new()
        .row(t.msg_brings_seats(), Cell::text(t.msg_brings_devices(brings.seats, shown.format.number(brings.seats))))
        .row(t.msg_brings_term(), Cell::text(term));
    let further = [(t.msg_brings_support(), &brings.support), (t.msg_brings_services(), &brings.services)];
    let said = further.into_iter().filter(|(_, text)| !text.is_empty());
    let facts = said.fold(facts, |facts, (label, text)| facts.row(label, Cell::text(text.as_str())));
    let panel = Panel::new(t.msg_brings_title()).id("brings").with(&facts);
    match brings.account_need {
        AccountNeed::Never => panel,
        AccountNeed::Some => panel.with(&Paragraph::muted(t.msg_brings_account_some())),
        AccountNeed::All => panel.with(&Paragraph::muted(t.msg_brings_account_all())),
    }
}

/// The way to help, case by case (LIC-35).
pub(super) fn help(held: &CustomerLicense, lang: Lang) -> Actions {
    let place = place(held.license.id);
    let license = held.license.id.to_string();
    // Which types are offered depends on the license that is attached (LIC-9).
    let asked = ask(&Scope::Personal, "", &[("license", &license), ("product", &held.product.id.to_string())]);
    Actions::new([
        Button::link(texts(lang).msg_customer_contact(), asked).icon(Icon::Help),
        Button::link(texts(lang).msg_help_title(), place).quiet(),
    ])
}

/// What happened to it.
pub(super) fn history(told: Vec<Entry>, lang: Lang) -> Panel {
    let t = texts(lang);
    let panel = Panel::new(t.msg_customer_history()).id("history");
    if told.is_empty() {
        return panel.with(&Paragraph::muted(t.msg_history_none()));
    }
    panel.with(&Timeline::new(told))
}
