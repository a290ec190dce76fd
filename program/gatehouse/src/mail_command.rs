//! `gatehouse mail`: whether mails go out.

use crate::config::Config;
use clap::Subcommand;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use gatehouse_brand::Brand;
use gatehouse_core::{Clock as _, Fault, Lang, Random as _, SystemClock, SystemRandom};
use gatehouse_mail::{Sender, Transport, Trial, Tried};
use std::process::ExitCode;

/// What to do.
#[derive(Subcommand)]
pub enum MailCommand {
    /// Sends a test mail at once through the server of the key mail, and prints what the server answers. Needs no installation.
    Test {
        /// The email address.
        address: String,
        /// The language of the mail.
        #[arg(long, default_value = "en", value_parser = known_language())]
        lang: Lang,
    },
}

/// A language of the interface, by its tag.
pub(crate) fn known_language() -> impl TypedValueParser<Value = Lang> {
    let tags = PossibleValuesParser::new(Lang::ALL.map(|lang| lang.tag()));
    tags.try_map(|tag| Lang::from_tag(&tag).ok_or("not a language of the interface"))
}

/// Does it; fails when the mail did not go out.
pub async fn run(config: &Config, command: MailCommand) -> Result<ExitCode, Fault> {
    let MailCommand::Test { address, lang } = command;
    let vendor = Brand::of(&config.brand.chosen(&config.help_url));
    let (sender, transport) = (Sender::parse(&config.mail_from)?.of_vendor(&vendor), config.transport()?);
    let origin = config.origin();
    let trial = Trial { sender: &sender, to: &address, vendor: &vendor, origin: &origin, lang };
    let tried = trial.send(&transport, SystemRandom.id(SystemClock.now())).await?;
    let place = match &transport {
        Transport::Smtp(server) => server.place(),
        Transport::Development => String::new(),
    };
    match tried {
        Tried::Taken(answer) => {
            println!("{place} took the mail from {} to {address}: {answer}", sender.address());
            Ok(ExitCode::SUCCESS)
        }
        Tried::Kept => Err(Fault::new(format!(
            "mail = \"dev:\" sends nothing: mails are kept and shown at {origin}/_dev/mail. Set mail to a server, such as \
             smtps://user:password@mail.example.com"
        ))),
        Tried::Failed(trouble, answer) if answer.is_empty() => Err(Fault::new(format!("{place}: {trouble}"))),
        Tried::Failed(trouble, answer) => Err(Fault::new(format!("{place}: {trouble}. It says: {answer}"))),
    }
}
