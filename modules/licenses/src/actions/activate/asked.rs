//! What a product asks for when it activates, and what of it may be stored.

use crate::model::decision::Request;
use gatehouse_core::text::{is_unprintable, reorders};
use gatehouse_core::{Secret, Uuid};
use gatehouse_formats::{ActivationCode, DeviceFingerprint};

/// The most characters of what a device says about itself.
const MOST_CHARACTERS: usize = 120;

/// What a product asks for.
#[derive(Clone, Debug, Default)]
pub struct Activate {
    /// The product's code.
    pub product: String,
    /// Its version.
    pub version: Option<String>,
    /// Which of its applications.
    pub application: Option<String>,
    /// As the person typed it.
    pub code: Secret<String>,
    /// Hashes of the device's parts, the primary one first; 64 hexadecimal digits each, at most 8.
    pub fingerprint: Vec<String>,
    /// What the person calls the device.
    pub device_name: Option<String>,
    /// The platform, such as `windows`.
    pub platform: Option<String>,
    /// An ISO 3166 country code.
    pub region: Option<String>,
    /// The version of the license agreement that the person accepted in the product.
    pub agreement: Option<Uuid>,
    /// The device's clock, unix seconds.
    pub time: Option<i64>,
}

/// What a device says about itself, as it may be stored. Control characters and marks that reorder a text are refused; marks
/// that nobody sees are left out of the device's name, because no product can ask for another one. Joiners stay: scripts and
/// emoji need them.
fn cleaned(mut input: Activate) -> Activate {
    let seen = |text: &String| -> String {
        text.chars().filter(|c| matches!(c, '\u{200c}' | '\u{200d}') || !is_unprintable(*c)).collect()
    };
    for text in [&mut input.version, &mut input.application, &mut input.device_name, &mut input.platform] {
        *text = text.as_ref().map(|text| seen(text).trim().to_owned()).filter(|text| !text.is_empty());
    }
    input.region = input.region.map(|region| region.trim().to_owned()).filter(|region| !region.is_empty());
    input
}

/// The first member that cannot be stored.
fn wrong_member(input: &Activate) -> Option<&'static str> {
    let plain = |text: &str| {
        !text.chars().any(|c| c.is_control() || reorders(c)) && text.chars().nth(MOST_CHARACTERS).is_none()
    };
    let members = [
        ("product", Some(&input.product)),
        ("version", input.version.as_ref()),
        ("application", input.application.as_ref()),
        ("device.name", input.device_name.as_ref()),
        ("device.platform", input.platform.as_ref()),
        ("region", input.region.as_ref()),
    ];
    members.into_iter().find(|(_, text)| text.is_some_and(|text| !plain(text))).map(|(name, _)| name)
}

/// What was asked for, and what the rules ask of it.
pub(in crate::actions) fn read(input: Activate) -> (Activate, Request) {
    let wrong_member = wrong_member(&input);
    let input = if wrong_member.is_some() { input } else { cleaned(input) };
    let request = Request {
        wrong_member,
        code: ActivationCode::parse(input.code.expose()),
        device: DeviceFingerprint::parse(&input.fingerprint),
        time: input.time,
        product: input.product.clone(),
        application: input.application.clone(),
    };
    (input, request)
}
