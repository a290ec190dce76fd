//! The panels of a license's page: devices, applications, features, history.

use super::{LIST, Shown};
use crate::lists::{CustomerDevices, CustomerUsage, platform};
use crate::model::license::Kind;
use crate::queries::customer_license::CustomerLicense;
use crate::queries::devices::Device;
use crate::texts;
use gatehouse_core::Lang;
use gatehouse_web::frames::{Actions, Panel, Paragraph};
use gatehouse_web::query::address;
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

/// What happened to it.
pub(super) fn history(told: Vec<Entry>, lang: Lang) -> Panel {
    let t = texts(lang);
    let panel = Panel::new(t.msg_customer_history()).id("history");
    if told.is_empty() {
        return panel.with(&Paragraph::muted(t.msg_history_none()));
    }
    panel.with(&Timeline::new(told))
}
