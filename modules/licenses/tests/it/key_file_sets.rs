//! Groups of applications (LIC-11): a key file for each, one device and one seat for all of them.

use crate::key_file_doors::{BY_HAND, list, request, upload};
use crate::key_files::{ADA, fetch, held, make, trust};
use crate::people::proven;
use crate::shop::{Sold, asking, device, log, stored};
use axum::http::{Method, StatusCode};
use gatehouse_catalog::actions;
use gatehouse_catalog::actions::application::ApplicationEntry;
use gatehouse_core::{DAY, Role, Uuid};
use gatehouse_db::sea_orm::EntityTrait;
use gatehouse_formats::{Bundle, DeviceAnswer, DeviceRequest, KeyClaims, Serial, SigningKey, Status, bundle};
use gatehouse_licenses::actions::block::{Block, block};
use gatehouse_licenses::actions::deactivate_as_staff::{DeactivateAsStaff, deactivate_as_staff};
use gatehouse_licenses::actions::unblock::unblock;
use gatehouse_licenses::tables::key_file;
use gatehouse_testkit::{World, both_engines, staff};

const PLUG_IN: &str = "lantern-plug-in";

fn plug_in(group: &str) -> ApplicationEntry {
    ApplicationEntry {
        code: PLUG_IN.into(),
        name: "Lantern Plug-in".into(),
        platform: "macos".into(),
        group: group.into(),
        ..ApplicationEntry::default()
    }
}

/// Adds an application of this group to the product; its id.
async fn add(world: &World, sold: &Sold, group: &str) -> Uuid {
    let product = stored(world, sold).await.product_id;
    actions::add(&world.cx(), product, None, &plug_in(group)).await.unwrap()
}

async fn change(world: &World, sold: &Sold, id: Uuid, entry: &ApplicationEntry) {
    let product = stored(world, sold).await.product_id;
    actions::change(&world.cx(), product, id, None, entry).await.unwrap();
}

/// What a product reads, and its claims by serial number.
fn read(bytes: &[u8]) -> (Bundle, Vec<KeyClaims>) {
    let bundle = bundle::read(bytes, &trust()).unwrap();
    let claims = bundle.key_files.iter().map(|(claims, _)| claims.clone()).collect();
    (bundle, claims)
}

fn of<'a>(claims: &'a [KeyClaims], row: &key_file::Model) -> &'a KeyClaims {
    claims.iter().find(|claims| claims.jti.to_string() == row.serial).unwrap()
}

async fn rows(world: &World) -> Vec<key_file::Model> {
    key_file::Entity::find().all(world.cx().read()).await.unwrap()
}

both_engines! {
    /// LIC-11, LIC-12
    async fn each_group_has_a_key_file_and_all_of_them_take_one_seat(world: World) {
        let sold = held(&world, 2).await;
        add(&world, &sold, "Plug-ins").await;
        let made = make(&world, &sold, 1).await;
        assert_eq!((made.row.app_group.as_str(), made.others.len()), ("", 1));
        let other = &made.others[0];
        assert_eq!((other.app_group.as_str(), other.of_set), ("Plug-ins", Some(made.row.id)));
        assert_eq!((other.activation_id, other.license_id), (made.row.activation_id, sold.license));
        let bytes = fetch(&world, &sold, &made).await;
        let (bundle, claims) = read(&bytes);
        assert_eq!(claims.len(), 2);
        for (row, block) in [
            (&made.row, "Lantern\n    - Lantern Desktop, Windows, https://vendor.example/lantern.exe\n"),
            (other, "Lantern: Plug-ins\n    - Lantern Plug-in, macOS\n"),
        ] {
            assert!(bundle.list.contains(&format!("{}.key\n    {block}\n", row.serial)), "{}", bundle.list);
            assert_eq!((of(&claims, row).lic.seats, &of(&claims, row).sub), (1, &sold.number));
        }
        assert!(bundle.readme.contains("All these files are for one device"), "{}", bundle.readme);
        let places = claims.iter().map(|claims| claims.status.as_ref().unwrap().status_list.idx);
        assert_eq!(places.collect::<std::collections::BTreeSet<_>>().len(), 2, "each has a place of its own");
        assert_eq!(stored(&world, &sold).await.seats_used, 1);
        assert_eq!(log(&world, sold.license, "license.key_file_issued").await, 1);
        world.advance(DAY);
        let again = make(&world, &sold, 1).await;
        assert!(!again.is_new && again.others.len() == 1);
        assert_eq!(fetch(&world, &sold, &again).await, bytes, "the same files, to the byte");
        let second = make(&world, &sold, 2).await;
        assert_eq!((second.is_new, second.others.len(), rows(&world).await.len()), (true, 1, 4));
        assert_eq!(stored(&world, &sold).await.seats_used, 2);
    }

    /// LIC-11, LIC-20
    async fn what_becomes_of_the_license_or_the_seat_becomes_of_all_files_of_the_set(world: World) {
        let sold = held(&world, 1).await;
        add(&world, &sold, "Plug-ins").await;
        let made = make(&world, &sold, 1).await;
        let (_, claims) = read(&fetch(&world, &sold, &made).await);
        let clerk = world.cx_staff(&[Role::Licensing]);
        let input = Block { license: sold.license, reason: "compromised".into(), ..Block::default() };
        block(&clerk, &input).await.unwrap();
        let told = list(&world).await;
        assert!(claims.iter().all(|claims| told.status_of(claims) == Some(Status::Revoked)));
        unblock(&clerk, sold.license, None).await.unwrap();
        let told = list(&world).await;
        assert!(claims.iter().all(|claims| told.status_of(claims) == Some(Status::Valid)));
        let activation = made.row.activation_id;
        let input = DeactivateAsStaff { license: sold.license, activation, is_confirmed: true };
        assert!(deactivate_as_staff(&clerk, input).await.unwrap());
        assert!(rows(&world).await.iter().all(|row| row.returned_at.is_some()));
        let told = list(&world).await;
        assert!(claims.iter().all(|claims| told.status_of(claims) == Some(Status::Revoked)));
        let next = make(&world, &sold, 1).await;
        let (_, new) = read(&fetch(&world, &sold, &next).await);
        for (row, before) in [(&next.row, &made.row), (&next.others[0], &made.others[0])] {
            assert_eq!(of(&new, row).prev.map(|prev| prev.to_string()), Some(before.serial.clone()));
        }
    }

    /// LIC-11, LIC-12
    async fn files_keep_what_they_said_until_they_are_asked_for_after_the_groups_changed(world: World) {
        let sold = held(&world, 1).await;
        let old = make(&world, &sold, 1).await;
        let first = fetch(&world, &sold, &old).await;
        assert_eq!(read(&first).1.len(), 1);
        // A further application of a group that has its file changes nothing that was issued.
        let id = add(&world, &sold, "").await;
        assert_eq!(fetch(&world, &sold, &make(&world, &sold, 1).await).await, first);
        change(&world, &sold, id, &plug_in("Plug-ins")).await;
        assert_eq!(rows(&world).await.len(), 1, "nothing is made before it is asked for");
        let grouped = make(&world, &sold, 1).await;
        let (_, claims) = read(&fetch(&world, &sold, &grouped).await);
        let prev = |row: &key_file::Model, claims: &[KeyClaims]| of(claims, row).prev.map(|prev: Serial| prev.to_string());
        assert_eq!(prev(&grouped.row, &claims), Some(old.row.serial.clone()));
        assert_eq!(prev(&grouped.others[0], &claims), None);
        let before = rows(&world).await.into_iter().find(|row| row.id == old.row.id).unwrap();
        assert_eq!((before.status, before.replaced_at.is_some()), (3, true));
        assert_eq!(stored(&world, &sold).await.seats_used, 1);
        // What an application is called, or where it is, is no matter of a group.
        let bytes = fetch(&world, &sold, &grouped).await;
        let moved = ApplicationEntry { download_url: "https://vendor.example/plug-in".into(), ..plug_in("Plug-ins") };
        change(&world, &sold, id, &moved).await;
        assert_eq!(fetch(&world, &sold, &make(&world, &sold, 1).await).await, bytes);
        // Under a new name the group goes on; its file names the one before.
        change(&world, &sold, id, &plug_in("Add-ons")).await;
        let renamed = make(&world, &sold, 1).await;
        let (_, claims) = read(&fetch(&world, &sold, &renamed).await);
        assert_eq!(prev(&renamed.others[0], &claims), Some(grouped.others[0].serial.clone()));
        // Back in the default group, there is one file.
        change(&world, &sold, id, &plug_in("")).await;
        let one = make(&world, &sold, 1).await;
        assert!(one.is_new && one.others.is_empty());
        assert_eq!(rows(&world).await.iter().filter(|row| row.replaced_at.is_none()).count(), 1);
        assert_eq!(stored(&world, &sold).await.seats_used, 1);
    }

    /// LIC-11, LIC-32
    async fn a_device_gets_the_file_of_the_application_that_asks(world: World) {
        let sold = held(&world, 2).await;
        add(&world, &sold, "Plug-ins").await;
        let ask = |application: Option<&str>| {
            let mut asking = asking(&sold.code, &device(1, 0));
            asking["application"] = application.into();
            asking
        };
        let all = world.browser().json(Method::POST, "/api/v1/key-files", &ask(None)).await.expect(StatusCode::CREATED).json();
        let further = all["further"].as_array().unwrap();
        assert_eq!((further.len(), further[0]["group"].as_str()), (1, Some("Plug-ins")));
        for (application, serial) in [("lantern-desktop", &all["serial"]), (PLUG_IN, &further[0]["serial"])] {
            let answer = world.browser().json(Method::POST, "/api/v1/key-files", &ask(Some(application))).await;
            let answer = answer.expect(StatusCode::OK).json();
            assert_eq!((&answer["serial"], answer.get("further")), (serial, None), "{application}");
            KeyClaims::open(answer["key_file"].as_str().unwrap(), &trust()).unwrap();
        }
        let key = SigningKey::from_seed(&[20; 32]);
        let mut serials = Vec::new();
        for application in [Some(PLUG_IN), Some("lantern-desktop"), None] {
            let request = DeviceRequest { application: application.map(str::to_owned), ..request(&key, 3) };
            let file = request.sign(&key).unwrap();
            let answered = upload(&mut world.browser(), BY_HAND, &file, &sold.code).await.expect(StatusCode::OK);
            let text = DeviceAnswer::open(&answered.body, &trust()).unwrap().key_file.unwrap();
            serials.push(KeyClaims::open(&text, &trust()).unwrap().jti.to_string());
        }
        let stored_rows = rows(&world).await;
        let group = |serial: &str| stored_rows.iter().find(|row| row.serial == serial).unwrap().app_group.as_str();
        let groups: Vec<&str> = serials.iter().map(|serial| group(serial)).collect();
        assert_eq!(groups, ["Plug-ins", "", ""], "an answer has one file");
        assert_eq!((stored_rows.len(), stored(&world, &sold).await.seats_used), (4, 2));
    }

    /// LIC-11, LIC-12
    async fn a_set_is_one_row_for_its_holder_and_for_staff(world: World) {
        let sold = held(&world, 2).await;
        add(&world, &sold, "Plug-ins").await;
        let made = make(&world, &sold, 1).await;
        let here = format!("/licenses/{}/key-files", sold.license);
        let mut ada = proven(&world, ADA);
        let page = ada.get(&here).await.expect(StatusCode::OK).body;
        let other = format!("{}.key (Plug-ins)", made.others[0].serial);
        assert!(page.contains(&format!("{}.key", made.row.serial)) && page.contains(&other), "{page}");
        assert_eq!(page.matches("/get\"").count(), 1, "{page}");
        assert!(page.contains("name=\"copy\" value=\"2\""), "{page}");
        ada.post(&format!("{here}/{}/get", made.row.id), &[]).await.expect(StatusCode::OK);
        ada.post(&format!("{here}/{}/get", made.others[0].id), &[]).await.expect(StatusCode::NOT_FOUND);
        let page = staff(&world, "support").get(&format!("/staff/licenses/{}", sold.license)).await.expect(StatusCode::OK);
        assert!(page.body.contains(&other), "{}", page.body);
    }
}
