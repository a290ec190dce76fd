//! The way to a PostgreSQL server with `ssl=on`.

use gatehouse_db::sea_orm::{ConnectionTrait, Statement};
use gatehouse_db::{Db, DbConfig, DbOptions};
use pgtest::{Server, Setup};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use std::path::PathBuf;

/// An authority and what it signed.
struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    fn new() -> Self {
        let mut of_itself = CertificateParams::new(Vec::new()).unwrap();
        of_itself.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Self(CertifiedIssuer::self_signed(of_itself, KeyPair::generate().unwrap()).unwrap())
    }

    /// Certificate and key of a server with this name.
    fn sign(&self, name: &str) -> (String, String) {
        let key = KeyPair::generate().unwrap();
        let certificate = CertificateParams::new(vec![name.to_owned()]).unwrap().signed_by(&key, &self.0).unwrap();
        (certificate.pem(), key.serialize_pem())
    }

    fn file(&self, folder: &tempfile::TempDir, name: &str) -> PathBuf {
        let path = folder.path().join(name);
        std::fs::write(&path, self.0.pem()).unwrap();
        path
    }
}

async fn open(url: &str, ca: Option<PathBuf>) -> Result<Db, String> {
    let options = DbOptions { ca, ..DbOptions::default() };
    Db::open_with(&DbConfig::from_url(url).unwrap(), &options).await.map_err(|fault| fault.to_string())
}

/// ALL-6, PRI-13
#[tokio::test(flavor = "multi_thread")]
async fn only_a_server_that_proves_its_name_is_spoken_to() {
    let folder = tempfile::tempdir().unwrap();
    let (ours, foreign) = (Authority::new(), Authority::new());
    let setup = Setup { certificate: Some(ours.sign("localhost")), ..Setup::default() };
    let server = tokio::task::spawn_blocking(move || Server::start_as(&setup)).await.unwrap().unwrap();
    let url = |host: &str, mode: &str| format!("{}?sslmode={mode}", server.url().replace("127.0.0.1", host));
    let trusted = ours.file(&folder, "ca.pem");

    let db = open(&url("localhost", "verify-full"), Some(trusted.clone())).await.unwrap();
    assert!(db.encryption().await.unwrap().is_some_and(|protocol| protocol.starts_with("TLSv1.")));
    for connection in [db.reader(), db.reserved()] {
        let text = "select count(*) as n from pg_stat_ssl s join pg_stat_activity a using (pid) \
                    where a.application_name like 'gatehouse%' and not s.ssl";
        let row = connection.query_one_raw(Statement::from_string(db.backend(), text)).await.unwrap().unwrap();
        assert_eq!(row.try_get::<i64>("", "n").unwrap(), 0, "a connection of ours is in clear text");
    }
    db.migrate(&gatehouse_db::migration::migrations()).await.unwrap();
    db.close().await.unwrap();

    let refusals = [
        ("localhost", Some(foreign.file(&folder, "foreign.pem")), "a certificate of another authority"),
        ("localhost", None, "a certificate that no public authority signed"),
        // The certificate is for another name of the same server.
        ("127.0.0.1", Some(trusted), "a certificate for another name"),
    ];
    for (host, ca, what) in refusals {
        let said = open(&url(host, "verify-full"), ca).await.expect_err(what);
        assert!(said.contains("could not be trusted") && said.contains("database_ca"), "{what}: {said}");
    }
}

/// ALL-6
#[tokio::test(flavor = "multi_thread")]
async fn a_server_without_certificates_is_not_spoken_to_where_they_are_wanted() {
    let database = gatehouse_testkit::postgres::empty_database().await.unwrap();
    let said = open(&format!("{}?sslmode=verify-full", database.url()), None).await.expect_err("it must be refused");
    assert!(said.contains("could not be trusted"), "{said}");
}

/// ALL-6, ALL-9
#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_refuses_is_named_with_its_reason_and_without_the_password() {
    let database = gatehouse_testkit::postgres::empty_database().await.unwrap();
    let (address, _) = database.url().rsplit_once('/').unwrap();
    let said = open(&format!("{}/no_such_database", address.replace("postgres@", "postgres:s3cret@")), None)
        .await
        .expect_err("it must be refused");
    assert!(said.contains("127.0.0.1:") && said.contains("no_such_database"), "{said}");
    assert!(!said.contains("s3cret") && !said.contains("at line"), "{said}");
}
