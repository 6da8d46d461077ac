//! `sunlit serve`: a preview that follows edits; it never writes into `site/`.

use clap::{Arg, ArgMatches, Command, value_parser};

use super::console;
use super::grammar::{Shared, flag};
use crate::model::Lang;
use crate::report::{self, Run, Step};
use crate::run::{self, Options};
use crate::serve::{Preview, Stage, Trouble, Watch};
use crate::sink::MemorySink;

pub fn command(lang: Lang) -> Command {
    Command::new("serve")
        .about(
            lang.pick(
                "在本机预览，改了资料自动刷新",
                "preview on this machine; pages follow edits",
            ),
        )
        .after_help(lang.pick("例：sunlit serve --open", "example: sunlit serve --open"))
        .args(arguments(lang))
}

fn arguments(lang: Lang) -> Vec<Arg> {
    vec![
        Arg::new("port")
            .short('p')
            .long("port")
            .value_parser(value_parser!(u16))
            .default_value("4173")
            .help(lang.pick("端口；被占用就用下一个", "port; the next one where it is taken")),
        Arg::new("host")
            .long("host")
            .default_value("127.0.0.1")
            .help(lang.pick(
                "监听地址；不是本机的，同一个网络里的人都看得到草稿",
                "address to listen on; any but this machine's own shows drafts to everyone in the network",
            )),
        flag("open", lang.pick("在浏览器里打开", "open it in the browser")),
    ]
}

pub fn run(shared: &Shared, matches: &ArgMatches) -> Result<u8, String> {
    let host = matches.get_one::<String>("host").map(String::as_str).unwrap_or("127.0.0.1");
    let port = matches.get_one::<u16>("port").copied().unwrap_or_default();
    let root = shared.project.root();
    let watch = Watch::over(&["content", "themes", "imports"].map(|folder| root.join(folder)))
        .map_err(|error| error.to_string())?;
    let stage = Stage::default();
    let memory = run::Memory::default();
    rebuild(shared, &stage, &memory);
    let preview = Preview::listen(host, port).map_err(|error| format!("{host}:{port}: {error}"))?;
    let url = format!("http://{}/", preview.address);
    if port != 0 && preview.address.port() != port {
        console::say(shared, &format!("端口 {port} 已被占用"), &format!("port {port} is taken"));
    }
    if !preview.is_private() {
        console::say(
            shared,
            "注意：同一个网络里的人都能打开这个预览，看到还没有公开的草稿；看完就按 Ctrl-C 结束。",
            "note: whoever is in the same network can open this preview and read drafts that are not public yet; end it with Ctrl-C when you are done.",
        );
    }
    console::out(&format!("{url}\n"));
    console::say(
        shared,
        "改动会自动刷新；按 Ctrl-C 结束。",
        "pages follow your edits; Ctrl-C ends it.",
    );
    if matches.get_flag("open") {
        open(shared, &url);
    }
    // Nothing is written, so nothing needs cleaning up: 130 is what a shell expects after Ctrl-C.
    ctrlc::set_handler(|| std::process::exit(130)).map_err(|error| error.to_string())?;
    let answering = stage.clone();
    std::thread::spawn(move || preview.answer(&answering));
    watch.each(super::grammar::until_tomorrow, || rebuild(shared, &stage, &memory));
    Ok(super::DONE)
}

fn rebuild(shared: &Shared, stage: &Stage, memory: &run::Memory) {
    let sink = MemorySink::after(stage.files());
    // A preview publishes nothing: what is taken out of the content may go from it.
    let (today, lets_units_go) = (Some(super::grammar::today()), true);
    let mut options = Options { today, lets_units_go, ..shared.options.clone() };
    if let Some(theme) = shared.project.theme() {
        options.theme = theme;
    }
    match run::run_again(&shared.project.again(), &options, &sink, Some(memory)) {
        Ok(outcome) => {
            let step = if outcome.publishable { Step::Passed } else { Step::Ran };
            console::findings(shared, &outcome, &[("check", step)]);
            console::say_closing(shared, &outcome);
            if outcome.publishable {
                stage.show(sink.into_files());
            } else {
                let run = Run { lang: outcome.lang, ..console::plain_run(shared, &outcome) };
                let list = report::list(&run, &|path| console::text_of(shared, path));
                stage.trouble(Trouble { lang: outcome.lang, list });
            }
        }
        Err(stop) => {
            console::fail(shared.lang, None, &stop.in_lang(shared.lang));
            stage.trouble(Trouble {
                lang: shared.lang,
                list: report::words(&stop.in_lang(shared.lang)),
            });
        }
    }
}

fn open(shared: &Shared, url: &str) {
    let program = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    if std::process::Command::new(program).arg(url).spawn().is_err() {
        console::say(
            shared,
            &format!("请在浏览器里打开 {url}"),
            &format!("open {url} in a browser"),
        );
    }
}
