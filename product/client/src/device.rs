//! What a device is recognized by (LIC-10): traits that survive a restart, each hashed with the product's code.
//!
//! | system | traits, the most stable first |
//! | --- | --- |
//! | Linux | machine id, board UUID (readable by root only), physical network cards, board model, processor |
//! | macOS | platform UUID, network card, processor |
//! | Windows | machine GUID, processor |
//!
//! A trait leaves the device only as `SHA-256("gatehouse-device-1" ‖ 0 ‖ product ‖ 0 ‖ kind ‖ 0 ‖ value)`, so two
//! products see two different devices. With three or more traits, three fifths of them suffice to recognize the device.

use gatehouse_formats::DeviceFingerprint;
use gatehouse_formats::fingerprint::MAX_COMPONENTS;
use sha2::{Digest as _, Sha256};

use crate::error::Error;

/// One property of the device.
struct Trait {
    kind: &'static str,
    value: String,
    /// Whether it differs between two devices of the same model.
    unique: bool,
}

/// The fingerprint of this device for a product.
///
/// # Errors
/// [`Error::NoFingerprint`] when nothing is found that tells this device from another of its model, as in a container
/// without a machine id.
pub fn collect(product: &str) -> Result<DeviceFingerprint, Error> {
    fingerprint(product, &traits())
}

/// One component of a fingerprint, for products that know better traits than this library does. `kind` names the
/// trait, so that equal values of different traits stay different.
#[must_use]
pub fn component(product: &str, kind: &str, value: &str) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in ["gatehouse-device-1", product, kind] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hash.update(value.as_bytes());
    hash.finalize().into()
}

fn fingerprint(product: &str, traits: &[Trait]) -> Result<DeviceFingerprint, Error> {
    let mut components = Vec::new();
    for found in traits {
        let hash = component(product, found.kind, &found.value);
        if components.len() < MAX_COMPONENTS && !components.contains(&hash) {
            components.push(hash);
        }
    }
    // The first trait decides alone, so it must not be one that a whole model shares.
    if !traits.first().is_some_and(|first| first.unique) {
        return Err(Error::NoFingerprint);
    }
    DeviceFingerprint::new(components).map_err(|_| Error::NoFingerprint)
}

/// Adds a trait unless its value says nothing, as boards without a serial number do.
fn add(traits: &mut Vec<Trait>, kind: &'static str, unique: bool, value: Option<String>) {
    let value = value.map(|value| value.trim().to_ascii_lowercase()).unwrap_or_default();
    let filler = value.chars().all(|character| matches!(character, '0' | 'f' | '-' | ':'));
    if !filler && !matches!(value.as_str(), "none" | "default string" | "to be filled by o.e.m." | "uninitialized") {
        traits.push(Trait { kind, value, unique });
    }
}

/// A network card's address belongs to the card unless its "locally administered" bit is set, as virtual ones have it.
#[cfg(any(target_os = "linux", target_os = "macos", test))]
fn belongs_to_a_card(address: &str) -> bool {
    let octets: Vec<_> = address.trim().split(':').map(|octet| u8::from_str_radix(octet, 16)).collect();
    octets.len() == 6 && octets.iter().all(Result::is_ok) && matches!(octets[0], Ok(first) if first & 0b11 == 0)
}

#[cfg(target_os = "linux")]
fn traits() -> Vec<Trait> {
    let read = |path: &str| std::fs::read_to_string(path).ok();
    let mut traits = Vec::new();
    add(&mut traits, "machine-id", true, read("/etc/machine-id").or_else(|| read("/var/lib/dbus/machine-id")));
    add(&mut traits, "board-uuid", true, read("/sys/class/dmi/id/product_uuid"));
    for address in network_cards() {
        add(&mut traits, "network-card", true, Some(address));
    }
    add(&mut traits, "board", false, read("/sys/class/dmi/id/board_name"));
    add(&mut traits, "processor", false, read("/proc/cpuinfo").as_deref().and_then(processor));
    traits
}

/// Up to three addresses of cards that stand for hardware, in a fixed order.
#[cfg(target_os = "linux")]
fn network_cards() -> Vec<String> {
    let Ok(cards) = std::fs::read_dir("/sys/class/net") else { return Vec::new() };
    let mut addresses: Vec<String> = cards
        .filter_map(Result::ok)
        .filter(|card| card.path().join("device").exists())
        .filter_map(|card| std::fs::read_to_string(card.path().join("address")).ok())
        .filter(|address| belongs_to_a_card(address))
        .collect();
    addresses.sort();
    addresses.truncate(3);
    addresses
}

#[cfg(any(target_os = "linux", test))]
fn processor(cpuinfo: &str) -> Option<String> {
    let line = cpuinfo.lines().find(|line| line.starts_with("model name"))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

#[cfg(target_os = "macos")]
fn traits() -> Vec<Trait> {
    let platform = run("/usr/sbin/ioreg", &["-rd1", "-c", "IOPlatformExpertDevice"]);
    let card = run("/sbin/ifconfig", &["en0", "ether"]).as_deref().and_then(ethernet);
    let mut traits = Vec::new();
    add(&mut traits, "platform-uuid", true, platform.as_deref().and_then(platform_uuid));
    add(&mut traits, "network-card", true, card.filter(|address| belongs_to_a_card(address)));
    add(&mut traits, "processor", false, run("/usr/sbin/sysctl", &["-n", "machdep.cpu.brand_string"]));
    traits
}

#[cfg(any(target_os = "macos", test))]
fn platform_uuid(ioreg: &str) -> Option<String> {
    let line = ioreg.lines().find(|line| line.contains("\"IOPlatformUUID\""))?;
    Some(line.split_once('=')?.1.trim().trim_matches('"').to_owned())
}

#[cfg(any(target_os = "macos", test))]
fn ethernet(ifconfig: &str) -> Option<String> {
    ifconfig.lines().find_map(|line| line.trim().strip_prefix("ether ")).map(|address| address.trim().to_owned())
}

#[cfg(target_os = "windows")]
fn traits() -> Vec<Trait> {
    let root = std::env::var("SystemRoot").unwrap_or_else(|_| r"C:\Windows".to_owned());
    let query = [r"query", r"HKLM\SOFTWARE\Microsoft\Cryptography", "/v", "MachineGuid", "/reg:64"];
    let mut traits = Vec::new();
    let guid = run(&format!(r"{root}\System32\reg.exe"), &query);
    add(&mut traits, "machine-guid", true, guid.as_deref().and_then(machine_guid));
    add(&mut traits, "processor", false, std::env::var("PROCESSOR_IDENTIFIER").ok());
    traits
}

#[cfg(any(target_os = "windows", test))]
fn machine_guid(query: &str) -> Option<String> {
    let line = query.lines().find(|line| line.contains("MachineGuid"))?;
    line.split_whitespace().last().map(str::to_owned)
}

#[cfg(any(target_os = "macos", target_os = "windows"))]
fn run(program: &str, arguments: &[&str]) -> Option<String> {
    let output = std::process::Command::new(program).args(arguments).output().ok()?;
    String::from_utf8(output.stdout).ok().filter(|_| output.status.success())
}

#[cfg(not(any(target_os = "linux", target_os = "macos", target_os = "windows")))]
fn traits() -> Vec<Trait> {
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unique(kind: &'static str, value: &str) -> Vec<Trait> {
        let mut traits = Vec::new();
        add(&mut traits, kind, true, Some(value.to_owned()));
        traits
    }

    /// LIC-10
    #[test]
    fn two_products_see_different_devices() {
        let traits = unique("machine-id", "8f1c");
        assert_ne!(fingerprint("lantern", &traits).unwrap(), fingerprint("harbor", &traits).unwrap());
    }

    /// LIC-10
    #[test]
    fn a_device_known_only_by_its_model_has_no_fingerprint() {
        let mut traits = Vec::new();
        add(&mut traits, "processor", false, Some("Example 3000".to_owned()));
        assert!(matches!(fingerprint("lantern", &traits), Err(Error::NoFingerprint)));
    }

    /// LIC-10
    #[test]
    fn values_that_say_nothing_are_no_traits() {
        for value in ["", "00:00:00:00:00:00", "00000000-0000-0000-0000-000000000000", "None", "FFFFFFFF-FFFF", " \n"] {
            assert!(unique("board-uuid", value).is_empty(), "{value:?}");
        }
    }

    /// LIC-10
    #[test]
    fn addresses_of_virtual_cards_are_left_out() {
        assert!(belongs_to_a_card("00:1b:21:3a:4f:5e\n"));
        assert!(!belongs_to_a_card("02:42:ac:11:00:02"));
        assert!(!belongs_to_a_card("00:1b:21"));
    }

    /// LIC-10
    #[test]
    fn traits_are_read_from_what_each_system_prints() {
        assert_eq!(processor("processor\t: 0\nmodel name\t: Example 3000\n").unwrap(), "Example 3000");
        assert_eq!(platform_uuid("  \"IOPlatformUUID\" = \"AB-12\"\n").unwrap(), "AB-12");
        assert_eq!(ethernet("en0: flags\n\tether a4:83:e7:00:11:22 \n").unwrap(), "a4:83:e7:00:11:22");
        assert_eq!(machine_guid("\r\nHKEY\r\n    MachineGuid    REG_SZ    ab-12\r\n").unwrap(), "ab-12");
    }
}
