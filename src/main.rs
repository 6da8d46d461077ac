//! The `sunlit` program: hands its arguments to the library.

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    let arguments: Vec<_> = std::env::args_os().collect();
    if let Some(answered) = sunlit::attachment::answer(&arguments) {
        return std::process::ExitCode::from(u8::from(!answered));
    }
    if let Ok(program) = std::env::current_exe() {
        sunlit::attachment::read_apart(program);
    }
    sunlit::cli::run(arguments)
}
