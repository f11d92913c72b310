open System

type Shape =
    | Circle of radius: float
    | Rectangle of width: float * height: float

let area shape =
    match shape with
    | Circle r -> Math.PI * r * r
    | Rectangle(w, h) -> w * h

type Person = { Name: string; Age: int }

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
    printfn "%d %s %.2f %b" 42 "text" 3.14159 true
    let people = [ { Name = "Ada"; Age = 36 }; { Name = "Alan"; Age = 41 } ]
    for p in people do
        printfn "%s is %d" p.Name p.Age
    printfn "%A" (people |> List.sumBy (fun p -> p.Age))
    printfn "%A %A" people.Head shapes.Head
    printfn "%s" (sprintf "%5d|%-5s|%x|%O" 7 "ab" 255 (Some 3))
    printfn $"{people.Length} people, {2.5:F2}"
    fibonacci 10
