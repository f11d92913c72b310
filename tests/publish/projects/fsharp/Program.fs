open System

type Shape =
    | Circle of radius: float
    | Rectangle of width: float * height: float

let area shape =
    match shape with
    | Circle r -> Math.PI * r * r
    | Rectangle(w, h) -> w * h

let rec fibonacci n = if n < 2 then n else fibonacci (n - 1) + fibonacci (n - 2)

[<EntryPoint>]
let main args =
    let shapes = [ Circle 1.0; Rectangle(2.0, 3.5) ]
    for shape in shapes do
        Console.WriteLine((area shape).ToString("F3"))
    let squares = seq { for i in 1..5 -> i * i } |> Seq.filter (fun n -> n % 2 = 1) |> Seq.toList
    Console.WriteLine(String.Join(", ", squares))
    match Array.tryHead args with
    | Some name -> Console.WriteLine("Hello " + name)
    | None -> Console.WriteLine "Hello from F#"
    fibonacci 10
