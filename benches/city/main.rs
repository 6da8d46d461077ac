//! Measures a build: makes a city of a fixed seed, builds it, and says what each village-month cost.

mod arguments;
mod make;
mod meter;
mod print;
mod stages;
mod steps;
mod wording;

use std::process::ExitCode;

use arguments::{Arguments, Step};

/// The program's own, so that what is measured is what people run.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = match Arguments::read(std::env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(word) => {
            eprintln!("not understood: {word}\n\n{}", arguments::HELP);
            return ExitCode::from(2);
        }
    };
    let result = match arguments.step {
        Step::All => print::all(&arguments),
        Step::Build => steps::build(&arguments).map(|cost| println!("{}", cost.line())),
        Step::Floor => steps::floor(&arguments.dir).map(|cost| println!("{}", cost.line())),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
