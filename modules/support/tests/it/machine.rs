//! What the machine judges and answers (SUP-7, SUP-8): archives for the lab, requests to sign for Apple, the end of the vendor's own certificate.

use crate::mail::KIMS;
use crate::*;
use axum::body::Bytes;
use gatehouse_core::{Moment, Outcome};
use gatehouse_files::{FileName, Files};
use gatehouse_support::actions::Opened;
use gatehouse_support::actions::save_draft::{SaveDraft, save_draft};
use gatehouse_support::model::apns::vendor::{SharedVendor, Vendor};
use gatehouse_support::model::category::Category;
use gatehouse_support::model::files::FILE;
use gatehouse_support::model::message::{Audience, Author};
use gatehouse_support::refusals::OpenRefusal;
use gatehouse_support::tables::request_file;
use gatehouse_testkit::both_engines;
use rcgen::{CertificateParams, CertifiedIssuer, DnType, Issuer, KeyPair, date_time_ymd};
use std::convert::Infallible;
use std::io::{Cursor, Write as _};
use std::sync::Arc;
use zip::unstable::write::FileOptionsExt as _;
use zip::write::{FileOptions, SimpleFileOptions};

const VENDOR_KEY: &str = include_str!("../../src/model/apns/sample_files/vendor.key.pem");
const CUSTOMER_KEY: &str = include_str!("../../src/model/apns/sample_files/customer.key.pem");
const SHORT: &str = include_str!("../../src/model/apns/sample_files/short.csr.pem");

fn named(name: &str) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, name);
    params.not_before = date_time_ymd(2025, 1, 1);
    params.not_after = date_time_ymd(2030, 1, 1);
    params
}

/// The vendor's certificate, which ends on 2027-02-01, with an Apple of our own.
fn vendor() -> SharedVendor {
    let root = CertifiedIssuer::self_signed(named("Root"), KeyPair::generate().unwrap()).unwrap();
    let middle = CertifiedIssuer::signed_by(named("WWDR"), KeyPair::generate().unwrap(), &root).unwrap();
    let mut params = named("Vendor");
    params.not_after = date_time_ymd(2027, 2, 1);
    let issuer: &Issuer<'_, KeyPair> = &middle;
    let own = params.signed_by(&KeyPair::from_pem(VENDOR_KEY).unwrap(), issuer).unwrap();
    let chain = format!("{}{}{}", own.pem(), middle.pem(), root.pem());
    SharedVendor(Some(Arc::new(Vendor::open(VENDOR_KEY, &chain).unwrap())))
}

fn csr() -> Vec<u8> {
    let key = KeyPair::from_pem(CUSTOMER_KEY).unwrap();
    named("Customer").serialize_request(&key).unwrap().pem().unwrap().into_bytes()
}

/// A draft with files that were sent for it.
async fn draft(world: &World, account: Uuid, category: Category, files: &[(&str, Vec<u8>)]) -> Uuid {
    let cx = world.cx_of(account);
    let input =
        SaveDraft { draft: None, category: Some(category), form: serde_json::json!({}), version: None, begins: false };
    let id = save_draft(&cx, None, &input).await.unwrap().id;
    for (place, (name, bytes)) in (1..).zip(files) {
        let content = futures::stream::iter([Ok::<_, Infallible>(Bytes::from(bytes.clone()))]);
        let received = cx.service::<Files>().unwrap().put(&cx, &FILE, id, content).await.unwrap();
        let tx = cx.begin().await.unwrap();
        let file = received.attach_sent(&cx, &tx, FileName::clean(name)).await.unwrap();
        let row = request_file::Model {
            id: cx.id(),
            request_id: id,
            message_id: None,
            file_id: file.id,
            account_id: Some(account),
            staff_id: None,
            place,
            added_at: cx.now(),
            erase_at: None,
        };
        request_file::Entity::insert(row.into_active_model()).exec_without_returning(&*tx).await.unwrap();
        tx.commit().await.unwrap();
    }
    id
}

fn archive(password: Option<&'static str>) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options: FileOptions<'static, 'static, ()> = SimpleFileOptions::default();
    let options = match password {
        Some(password) => options.with_deprecated_encryption(password.as_bytes()).unwrap(),
        None => options,
    };
    writer.start_file("sample.exe", options).unwrap();
    writer.write_all(b"MZ, a sample of nothing").unwrap();
    writer.finish().unwrap().into_inner()
}

async fn send(world: &World, account: Uuid, input: OpenRequest) -> Outcome<Opened, OpenRefusal> {
    open_request(&world.cx_of(account), None, &input).await
}

/// A world whose operator has the vendor's certificate, with a company's owner: Apple's certificates are asked in a company's name.
async fn with_vendor(engine: TestEngine) -> World {
    let mut world = World::with(engine, modules(), |parts| {
        parts.services.put(workers());
        parts.services.put(vendor());
    })
    .await;
    world.runner = world.runner.firing(&["support.apns_ends"]);
    world
}

async fn apns(world: &World, firm: &Firm, bytes: Vec<u8>) -> Outcome<Opened, OpenRefusal> {
    let cx = world.cx_of(firm.owner.account);
    let input = SaveDraft {
        draft: None,
        category: Some(Category::Apns),
        form: serde_json::json!({}),
        version: None,
        begins: false,
    };
    let id = save_draft(&cx, Some(firm.id), &input).await.unwrap().id;
    let content = futures::stream::iter([Ok::<_, Infallible>(Bytes::from(bytes))]);
    let received = cx.service::<Files>().unwrap().put(&cx, &FILE, id, content).await.unwrap();
    let tx = cx.begin().await.unwrap();
    let file = received.attach_sent(&cx, &tx, FileName::clean("push.csr")).await.unwrap();
    let row = request_file::Model {
        id: cx.id(),
        request_id: id,
        message_id: None,
        file_id: file.id,
        account_id: Some(firm.owner.account),
        staff_id: None,
        place: 1,
        added_at: cx.now(),
        erase_at: None,
    };
    request_file::Entity::insert(row.into_active_model()).exec_without_returning(&*tx).await.unwrap();
    tx.commit().await.unwrap();
    let input = OpenRequest {
        draft: id.to_string(),
        category: "apns".into(),
        subject: "Push".into(),
        description: "For our devices.".into(),
        ..OpenRequest::default()
    };
    open_request(&cx, Some(firm.id), &input).await
}

both_engines! {
    /// SUP-7
    async fn the_lab_takes_an_archive_with_its_password_and_nothing_else(world: World) {
        let (ada, beacon) = (customer(&world, ADA).await, product(&world, "beacon").await);
        license(&world, "beacon", Holder::Account(ada), 300).await;
        let lab = |draft: String| OpenRequest {
            draft,
            category: "virus_lab".into(),
            subject: "A sample".into(),
            description: "It came by mail.".into(),
            product: beacon.to_string(),
            fields: [("kind".to_owned(), "missed".to_owned())].into(),
            ..OpenRequest::default()
        };
        assert_eq!(code(send(&world, ada, lab(String::new())).await), "request.no_archive");
        for (bytes, refusal) in [
            (b"MZ the sample itself".to_vec(), "archive.none"),
            (archive(None), "archive.open"),
            (archive(Some("secret")), "archive.password"),
        ] {
            let id = draft(&world, ada, Category::VirusLab, &[("sample.zip", bytes)]).await;
            assert_eq!(code(send(&world, ada, lab(id.to_string())).await), refusal);
        }
        let id = draft(&world, ada, Category::VirusLab, &[("sample.zip", archive(Some("virus")))]).await;
        let opened = send(&world, ada, lab(id.to_string())).await.unwrap();
        assert_eq!(opened.id, id);
    }
}

/// SUP-8
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_signing_request_is_answered_with_the_file_that_apple_takes() {
    let world = with_vendor(TestEngine::Sqlite).await;
    let firm = firm(&world, "acme").await;
    assert_eq!(code(apns(&world, &firm, b"no request".to_vec()).await), "csr.malformed");
    assert_eq!(code(apns(&world, &firm, SHORT.as_bytes().to_vec()).await), "csr.short_key");
    assert_eq!(code(apns(&world, &firm, vec![b'x'; 6_000]).await), "csr.too_large");
    let opened = apns(&world, &firm, csr()).await.unwrap();
    world.run_jobs().await;
    assert_eq!(row(&world, opened.id).await.status, Status::SolutionProvided);
    let last = messages(&world, opened.id).await.pop().unwrap();
    assert_eq!((last.author, last.audience, last.is_solution), (Author::Machine, Audience::Public, true));
    let file = request_file::Entity::find().filter(request_file::Column::MessageId.eq(last.id));
    let file = file.one(world.app.db.reader()).await.unwrap().unwrap();
    let cx = world.cx();
    let files = cx.service::<Files>().unwrap();
    assert!(files.find(&cx, &FILE, file.file_id).await.unwrap().is_some(), "what we made is opened without a scan");
    let mail = mails(&world, "support.answer", "owner@acme.example.com").await.pop().unwrap();
    assert!(mail.text.contains("identity.apple.com/pushcert"), "{}", mail.text);
    assert!(row(&world, opened.id).await.first_answer_at.is_none(), "no clock of a human answer stops");
    assert!(is_whole(&world, opened.id).await);
}

/// SUP-8
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_machine_cannot_sign_waits_for_support_with_the_reason() {
    let world = crate::world(TestEngine::Sqlite).await;
    let firm = firm(&world, "acme").await;
    let opened = apns(&world, &firm, csr()).await.unwrap();
    world.run_jobs().await;
    world.run_jobs().await;
    assert_eq!(row(&world, opened.id).await.status, Status::Processing);
    let all = messages(&world, opened.id).await;
    assert_eq!((all.len(), all[1].audience, all[1].author), (2, Audience::Internal, Author::Machine));
}

/// SUP-8
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn support_is_told_of_the_end_of_the_certificate_four_times() {
    let world = with_vendor(TestEngine::Sqlite).await;
    let end = Moment::from_seconds(1_801_440_000);
    let mut told = Vec::new();
    let mut before = 0;
    for _ in 0..80 {
        for _ in 0..3 {
            world.run_jobs().await;
            world.advance(8 * HOUR);
        }
        let now = mails(&world, "support.apns_ends", KIMS).await.len();
        if now > before {
            told.push((end.since(world.cx().now()) + DAY) / DAY);
        }
        before = now;
    }
    assert_eq!(told.len(), 4, "{told:?}");
    assert!(told[0] <= 61 && told[1] <= 31 && told[2] <= 8 && told[3] <= 1, "{told:?}");
}
