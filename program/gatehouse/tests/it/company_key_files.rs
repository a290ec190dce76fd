//! A company adds a license by a key file, which the program's own worker reads (LIC-24): the file's name is kept, its bytes are not.

use crate::company_doors::{company, user};
use crate::routes::{person, signed_in};
use crate::sample::sample_code;
use axum::http::{Method, StatusCode};
use gatehouse_companies::model::rights::{CompanyRight, Rights};
use gatehouse_companies::signals::{Brought, SharedLicenseProof, Shown};
use gatehouse_companies::tables::company as companies;
use gatehouse_core::Uuid;
use gatehouse_db::sea_orm::{ConnectionTrait, EntityTrait, PaginatorTrait, Statement};
use gatehouse_formats::bundle;
use gatehouse_licenses::actions::add_code::{AddCode, add_code};
use gatehouse_licenses::actions::company::remove::{RemoveFromCompany, remove_from_company};
use gatehouse_licenses::actions::company::reveal::{RevealToCompanyRefusal, reveal_to_company};
use gatehouse_licenses::actions::key_files::KeyFiles;
use gatehouse_licenses::actions::key_files::fetch::{fetch_key_file, make_key_file};
use gatehouse_licenses::tables::license_holder;
use gatehouse_testkit::{Answer, Browser, World, both_engines};

/// A license in the account of whoever bought it, activated, and a key file of it.
async fn bought(world: &World, buyer: Uuid) -> (Uuid, String) {
    let code = sample_code(world, "lantern").await;
    let cx = world.cx_of(buyer);
    let license = add_code(&cx, AddCode { code: code.clone().into(), ..AddCode::default() }).await.unwrap();
    let made = make_key_file(&cx, license, 1).await.unwrap();
    let archive = fetch_key_file(&cx, license, made.row.id).await.unwrap();
    let trust = world.app.services.get::<KeyFiles>().unwrap().trust();
    let read = bundle::read(&archive.bytes, &trust).unwrap();
    (license, read.key_files[0].1.clone())
}

async fn upload(browser: &mut Browser, name: &str, file: &[u8]) -> Answer {
    let mut body = format!(
        "--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\ncontent-type: text/plain\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--x--\r\n");
    let path = "/c/acme/licenses/add/file";
    browser.send(Method::POST, path, Some("multipart/form-data; boundary=x"), body).await
}

both_engines! {
    /// LIC-24
    async fn a_key_file_is_read_and_not_kept(world: World) {
        let buyer = person(&world, "buyer@example.com").await;
        let (license, file) = Box::pin(bought(&world, buyer)).await;
        let owner = person(&world, "owner@example.com").await;
        let acme = company(&world, "Acme", owner).await;
        user(&world, acme, person(&world, "plain@example.com").await, Rights::NONE).await;
        user(&world, acme, person(&world, "manager@example.com").await, Rights::of(&[CompanyRight::ManageLicenses])).await;
        let mut plain = signed_in(&world, "plain@example.com").await;
        assert_eq!(upload(&mut plain, "a.key", file.as_bytes()).await.status, StatusCode::FORBIDDEN);
        let mut manager = signed_in(&world, "manager@example.com").await;
        let changed = file.replace("Seats: 1", "Seats: 9");
        let mut long = file.clone();
        long.push_str(&"x".repeat(70_000));
        for (bytes, why) in [
            (changed.as_bytes(), "This key file was changed"),
            (b"PK\x03\x04".as_slice(), "This isn\u{2019}t a key file"),
            (b"".as_slice(), "Choose the key file"),
            (long.as_bytes(), "larger than 64 KB"),
        ] {
            let refused = upload(&mut manager, "a.key", bytes).await;
            assert!(refused.status.is_client_error() && refused.body.contains(why), "{why}: {}", refused.body);
        }
        let added = upload(&mut manager, "C:\\keys\\Acme office.key", file.as_bytes()).await;
        assert_eq!(added.location(), format!("/c/acme/licenses/{license}"), "{}", added.body);
        let list = plain.get("/c/acme/licenses").await.expect(StatusCode::OK).body;
        assert!(list.contains("Acme office.key") && !list.contains("•••••-•••••"), "{list}");
        let page = manager.get(&format!("/c/acme/licenses/{license}")).await.expect(StatusCode::OK).body;
        assert!(page.contains("Acme office.key") && !page.contains("/code#code"), "a file shows no code: {page}");
        let again = upload(&mut manager, "b.key", file.as_bytes()).await;
        assert!(again.body.contains("already has this license"), "{}", again.body);
        // Neither the bytes nor the name lie open in the database.
        let db = &world.app.db;
        let text = "select count(*) from license_holder where key_file_name_sealed is not null and length(key_file_name_sealed) < 200";
        let row = db.reader().query_one_raw(Statement::from_string(db.backend(), text.to_owned())).await.unwrap().unwrap();
        assert_eq!(row.try_get_by_index::<i64>(0).unwrap(), 1);
        let input = RemoveFromCompany { company: acme, license, agreed: true };
        remove_from_company(&world.cx_of(owner), input).await.unwrap();
        assert_eq!(license_holder::Entity::find().count(world.cx().read()).await.unwrap(), 1, "the buyer's own");
    }

    /// COM-1, LIC-24
    async fn a_key_file_proves_a_license_as_its_code_does(world: World) {
        let buyer = person(&world, "buyer@example.com").await;
        let (license, file) = Box::pin(bought(&world, buyer)).await;
        let cx = world.cx();
        let proof = cx.service::<SharedLicenseProof>().unwrap().clone();
        let read = proof.read(&cx, &Shown::KeyFile(file.clone().into_bytes())).await.unwrap();
        assert_eq!(read.unwrap(), license);
        let nonsense = proof.read(&cx, &Shown::KeyFile(b"nonsense".to_vec())).await.unwrap();
        assert_eq!(nonsense.unwrap_err().0.code(), "key_file.not_a_key_file");
        let foreign = file.replacen("Key file", "Key fi1e", 1);
        let foreign = proof.read(&cx, &Shown::KeyFile(foreign.into_bytes())).await.unwrap();
        assert_eq!(foreign.unwrap_err().0.code(), "key_file.not_believed");
        // Whoever registered by a file alone, whatever it was called, sees no code either.
        let owner = person(&world, "owner@example.com").await;
        let acme = company(&world, "Acme", owner).await;
        let by = companies::Entity::find_by_id(acme).one(cx.read()).await.unwrap().unwrap().owner_member_id;
        let tx = cx.begin().await.unwrap();
        proof.attach(&cx, &tx, license, &Brought { company: acme, by, key_file: Some("") }).await.unwrap();
        tx.commit().await.unwrap();
        let shown = reveal_to_company(&world.cx_of(owner), acme, license).await;
        assert_eq!(shown.unwrap_err().refusal(), Some(&RevealToCompanyRefusal::NotHere));
        let page = signed_in(&world, "owner@example.com").await.get(&format!("/c/acme/licenses/{license}")).await;
        let page = page.expect(StatusCode::OK).body;
        assert!(page.contains("license.key") && !page.contains("/code#code"), "{page}");
    }
}
